"""Which identity providers people can log in with here (Entity Categories 1.4)."""

from dataclasses import replace

import pytest

from dialog.identity.saml import names
from dialog.identity.saml.provider import fits, levels


@pytest.fixture
def idp(world):
    return replace(world.idp, loas=(names.LOA3, names.LOA4))


def test_a_provider_with_our_category_contract_and_level_fits(world, idp):
    assert fits(world.service, idp)
    assert levels(world.service, idp) == (names.LOA3, names.LOA4)


@pytest.mark.parametrize(
    "change",
    [
        {"categories": frozenset({names.CONTRACT_SWEDEN_CONNECT})},
        {"categories": frozenset({names.LOA3_PNR, "http://id.swedenconnect.se/contract/sc/other"})},
        {"loas": (names.LOA2,)},
    ],
    ids=["no common category", "no common contract", "no common level"],
)
def test_a_provider_that_lacks_something_does_not_fit(world, idp, change):
    assert not fits(world.service, replace(idp, **change))


def test_a_provider_without_contracts_fits(world, idp):
    assert fits(world.service, replace(idp, categories=frozenset({names.LOA3_PNR})))


def test_all_properties_of_the_service_must_be_met(world, idp):
    prop = "http://id.elegnamnden.se/sprop/1.0/mobile-auth"
    service = replace(world.service, properties=(prop,))
    assert not fits(service, idp)
    assert fits(service, replace(idp, categories=idp.categories | {prop}))
