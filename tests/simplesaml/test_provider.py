"""The provider is there for as long as it is needed, and no longer."""

from pathlib import Path

import pytest

from devtools.system import has_provider
from dialog.app import utc_now
from dialog.identity.saml.provider import new_key_pair
from tests.e2e.town import free_port
from tests.simplesaml.provider import running

pytestmark = [pytest.mark.browser, pytest.mark.simplesaml]


def test_it_ends_with_the_block(tmp_path: Path) -> None:
    if not has_provider():
        pytest.skip("needs SimpleSAMLphp and PHP; dev.py test fetches both")
    key = new_key_pair("provider", utc_now(), 2048)
    with running(tmp_path, free_port(), key, {}) as provider:
        assert provider.entity_id.encode() in provider.metadata()
    with pytest.raises(ConnectionRefusedError):
        provider.metadata()
