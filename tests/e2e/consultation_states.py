"""Every page and state of consultations, as whoever takes part and whoever reads see them."""

from tests.e2e.acts import State, open_all, see, send_empty
from tests.e2e.consultation_acts import (
    answer_it_all,
    change_mind,
    fault,
    have_answered,
    read_receipt,
    take_back,
    type_nonsense,
)

M = "/medborgardialoger"
PUBLIC = (
    "bli_aldre", "biblioteket", "kvarnparken", "gang_cykel", "gator_forst", "unga_ideer",
    "skolmaten", "trygg_centrum", "torget", "bankar", "badplatsen", "doors",
)  # fmt: skip
SURVEY = f"{M}/{{biblioteket}}/svara/{{biblioteket_part}}"
STATES: dict[str, State] = {
    "list": State("anonymous", M),
    "list, found": State("anonymous", f"{M}?q=park&lage=oppen"),
    "list, nothing found": State("anonymous", f"{M}?q=zebra"),
    **{name: State("anonymous", f"{M}/{{{name}}}", open_all) for name in PUBLIC},
    "results": State("anonymous", f"{M}/{{skolmaten}}/resultat", open_all),
    "results, survey": State("anonymous", f"{M}/{{trygg_centrum}}/resultat", open_all),
    "results, ideas": State("anonymous", f"{M}/{{torget}}/resultat"),
    "results, priorities": State("anonymous", f"{M}/{{badplatsen}}/resultat"),
    "results, not yet": State("anonymous", f"{M}/{{biblioteket}}/resultat", status=404),
    "ideas": State("anonymous", f"{M}/{{kvarnparken}}/ideer/{{kvarnparken_ideas}}"),
    "idea": State("anonymous", f"{M}/{{kvarnparken}}/ide/{{kvarnparken_idea}}", open_all),
    "places": State("anonymous", f"{M}/{{gang_cykel}}/karta/{{gang_cykel_map}}"),
    "place": State("anonymous", f"{M}/{{gang_cykel}}/ide/{{gang_cykel_idea}}"),
    "discussion": State(
        "anonymous", f"{M}/{{kvarnparken}}/diskussion/{{kvarnparken_discussion}}", open_all
    ),
    "paper": State("anonymous", f"{M}/{{biblioteket}}/utskrift/{{biblioteket_part}}"),
    "ways to answer": State("anonymous", f"{M}/{{biblioteket}}/svara"),
    "answer": State("anonymous", SURVEY),
    "answer, nothing chosen": State("anonymous", SURVEY, fault("Nästa")),
    "answer, second page": State("stranger", f"{SURVEY}?sida=2"),
    "answer, no number": State("stranger", f"{SURVEY}?sida=3", type_nonsense),
    "answer, once more": State("moderator", f"{SURVEY}?sida=1", answer_it_all),
    "answer, receipt": State("signer", f"{SURVEY}?sida=1", read_receipt),
    "answer, sent": State("resident", f"{SURVEY}?sida=1", have_answered),
    "answer, change": State("councillor", f"{SURVEY}?sida=1", change_mind),
    "answer, withdraw": State("registrar", f"{SURVEY}?sida=1", take_back),
    "answer, too late": State(
        "anonymous", f"{M}/{{trygg_centrum}}/svara/{{trygg_centrum_part}}", status=200
    ),
    "priorities, a login is needed": State(
        "anonymous", f"{M}/{{gator_forst}}/svara/{{gator_forst_part}}"
    ),
    "priorities": State("resident", f"{M}/{{gator_forst}}/svara/{{gator_forst_part}}"),
    "propose": State("anonymous", f"{M}/{{kvarnparken}}/ideer/{{kvarnparken_ideas}}/ny"),
    "propose, nothing written": State(
        "anonymous", f"{M}/{{kvarnparken}}/ideer/{{kvarnparken_ideas}}/ny", send_empty
    ),
    "propose, on a map": State("anonymous", f"{M}/{{gang_cykel}}/ideer/{{gang_cykel_map}}/ny"),
    "propose, too late": State("anonymous", f"{M}/{{torget}}/ideer/{{torget_ideas}}/ny"),
    "comment": State("anonymous", f"{M}/{{kvarnparken}}/ide/{{kvarnparken_idea}}/kommentera"),
    "comment, nothing written": State(
        "anonymous", f"{M}/{{kvarnparken}}/ide/{{kvarnparken_idea}}/kommentera", send_empty
    ),
    "comment, as an officer": State(
        "officer", f"{M}/{{kvarnparken}}/ide/{{kvarnparken_idea}}/kommentera"
    ),
    "write in a discussion": State(
        "anonymous", f"{M}/{{kvarnparken}}/diskussion/{{kvarnparken_discussion}}/skriv"
    ),
    "support": State("anonymous", f"{M}/{{kvarnparken}}/stod/{{kvarnparken_idea}}"),
    "one's own, none": State("anonymous", f"{M}/{{kvarnparken}}/mina-inlagg"),
    "report": State("anonymous", "/anmal/contribution/{kvarnparken_idea}", open_all),
    "address asked for": State("anonymous", f"{M}/{{doors}}/epost"),
    "address asked for, none": State("anonymous", f"{M}/{{doors}}/epost", send_empty),
    "code asked for": State("anonymous", f"{M}/{{doors}}/kod"),
    "code asked for, none": State("anonymous", f"{M}/{{doors}}/kod", send_empty),
    "let in by address": State("anonymous", f"{M}/{{doors}}/ideer/{{doors_email}}/ny"),
    "let in by code": State("anonymous", f"{M}/{{doors}}/ideer/{{doors_invited}}/ny"),
    "propose, too early": State(
        "resident", f"{M}/{{unga_ideer}}/ideer/{{unga_ideer_ideas}}/ny", see("inte öppnat")
    ),
    "draft, gone": State("anonymous", f"{M}/{{biblioteket}}/fortsatt/fel", status=404),
    "letter's link, wrong": State("anonymous", f"{M}/{{doors}}/in/fel", status=404),
    "my pages": State("officer", "/mina-sidor", open_all),
}
