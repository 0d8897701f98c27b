"""The demo municipalities: rules that the house knows, addresses that reach nobody."""

import pytest

from dialog.demo.content.load import MUNICIPALITIES, load_municipality
from dialog.demo.content.shapes import Municipality
from dialog.tenancy.catalogue import GO_LIVE, RULES
from dialog.tenancy.theme import scales

every_municipality = pytest.mark.parametrize("key", MUNICIPALITIES)


def rules(municipality: Municipality) -> dict[str, object]:
    return {rule.key: rule.value for rule in municipality.rules}


@every_municipality
def test_the_local_rules_are_ones_that_the_house_knows(key: str) -> None:
    facts = load_municipality(key)
    for rule in facts.rules:
        assert RULES[rule.key].accepts(rule.value), rule.key
        assert rule.decided_by
        assert rule.case_number
        assert rule.legal_ref
    missing = {name for name in RULES if name.startswith("ef.")} - set(rules(facts))
    assert missing <= {"ef.unverified_counts"}
    assert all(rules(facts)[name] for name in GO_LIVE)
    assert rules(facts)["privacy.dpo_email"] == facts.dpo_email
    assert rules(facts)["privacy.service_decision_dnr"] == facts.service_decision
    assert rules(facts)["privacy.dpia_id"] == facts.dpia
    assert scales(facts.colour)


def test_the_two_municipalities_differ_in_what_is_shown_off() -> None:
    ekby, bjorkby = (load_municipality(key) for key in MUNICIPALITIES)
    assert ekby.colour != bjorkby.colour
    assert ekby.case_series != bjorkby.case_series
    for key in ("ef.threshold", "ef.votes_against_allowed", "ef.collection_days"):
        assert rules(ekby)[key] != rules(bjorkby)[key]


@every_municipality
def test_committees_have_a_department_and_both_languages(key: str) -> None:
    facts = load_municipality(key)
    departments = {row.key for row in facts.departments}
    assert {row.department for row in facts.committees} <= departments
    names = [(row.sv, row.en) for row in facts.departments]
    names += [(row.sv, row.en) for row in facts.committees]
    names += [(row.sv, row.en) for row in facts.topics]
    assert all(sv and en and sv != en for sv, en in names)


@every_municipality
def test_no_address_or_number_can_reach_anyone(key: str) -> None:
    facts = load_municipality(key)
    addresses = [facts.contact_email, facts.dpo_email, *(d.email for d in facts.departments)]
    assert all(address.endswith(".example") for address in addresses)
    assert facts.website.endswith(".example")
    assert facts.contact_phone.startswith("0980-319 2")  # reserved for fiction
