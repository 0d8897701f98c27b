"""Every page and state of remisser and of what moderators do about people, as those at the desk see them."""

from tests.e2e.acts import State, open_all, send_empty
from tests.e2e.consultation_acts import fault
from tests.e2e.remiss_acts import block, hold_still, meet_a_colleague, stop_and_resume

A = "/arbetsyta/remisser"
OPEN, DRAFT, CLOSED, DONE, OWN = (
    f"{A}/{{{name}}}" for name in ("oppen", "utkast", "stangd", "sammanstalld", "own")
)
PAPER, SECTION = f"{DRAFT}/dokument", f"{DRAFT}/dokument/avsnitt/{{utkast_2}}"
ASSESS = f"{CLOSED}/bedomning"
POINT, CHOSEN = f"{ASSESS}/{{stangd_long}}", "?punkt={stangd_point}"
ANSWER = f"{CLOSED}/svar/{{stangd_filed}}"
STATES: dict[str, State] = {
    "manage": State("officer", A),
    "manage, for a registrar": State("registrar", A),
    "manage, nothing found": State("officer", f"{A}?q=zebra&urval=oppna"),
    "create": State("officer", f"{A}/ny"),
    "create, nothing written": State("officer", f"{A}/ny", send_empty),
    **{
        f"build, {name}": State("officer", f"{A}/{{{name}}}", open_all)
        for name in ("kommande", "oppen", "stangd", "sammanstalld", "beslutad", "stoppad", "utkast")
    },
    "build, for a councillor": State("councillor", OPEN),
    **{
        f"facts, {page}": State("officer", f"{DRAFT}/uppgifter/{page}")
        for page in ("what", "asks", "decision", "contact")
    },
    "facts, published": State("officer", f"{OPEN}/uppgifter/asks"),
    "facts, no title": State("officer", f"{DRAFT}/uppgifter/what", send_empty),
    "time": State("officer", f"{DRAFT}/tid"),
    "positions": State("officer", f"{DRAFT}/stallningstaganden"),
    "positions, settled": State("officer", f"{OPEN}/stallningstaganden"),
    "position": State("officer", f"{DRAFT}/stallningstaganden/supports"),
    "position, new": State("officer", f"{DRAFT}/stallningstaganden/nytt"),
    "position, nothing written": State("officer", f"{DRAFT}/stallningstaganden/nytt", send_empty),
    "position, remove": State("officer", f"{DRAFT}/stallningstaganden/supports/ta-bort"),
    "questions": State("officer", f"{OPEN}/fragor"),
    "question, new": State("officer", f"{DRAFT}/fragor/ny"),
    "question, nothing written": State("officer", f"{DRAFT}/fragor/ny", send_empty),
    "preview": State("officer", f"{DRAFT}/forhandsvisning"),
    "publish, something is missing": State("officer", f"{DRAFT}/publicera"),
    "publish, ready": State("officer", f"{A}/{{ready_draft}}/publicera"),
    "plan": State("officer", f"{DRAFT}/planera"),
    "copy": State("officer", f"{OPEN}/kopiera"),
    "throw away": State("officer", f"{DRAFT}/ta-bort"),
    "extend": State("officer", f"{OPEN}/forlang"),
    "extend, no day": State("officer", f"{OPEN}/forlang", send_empty),
    "stop": State("officer", f"{OPEN}/stoppa"),
    "stop, no words": State("officer", f"{OPEN}/stoppa", send_empty),
    "case number": State("registrar", f"{OPEN}/diarienummer"),
    "step": State("officer", f"{CLOSED}/handlaggning/steg"),
    "outcome": State("officer", f"{DONE}/aterkoppling"),
    "outcome, nothing written": State("officer", f"{DONE}/aterkoppling", send_empty),
    "milestone": State("officer", f"{A}/{{beslutad}}/handlaggning/delmal"),
    "close": State("officer", f"{A}/{{beslutad}}/avsluta"),
    "document": State("officer", PAPER),
    "document, published": State("officer", f"{OPEN}/dokument"),
    "document, a version in work": State("officer", f"{OWN}/dokument"),
    "import": State("officer", f"{PAPER}/las-in"),
    "import, nothing chosen": State("officer", f"{OPEN}/dokument/las-in", fault("Läs in")),
    "reading": State("officer", f"{A}/{{moved}}/dokument/inlasning/{{reading}}", hold_still),
    "reading, failed": State("officer", f"{OWN}/dokument/inlasning/{{failed}}"),
    "review": State("officer", f"{PAPER}/granska"),
    "review, section": State("officer", SECTION, open_all),
    "review, section with a table": State("officer", f"{OWN}/dokument/avsnitt/s2"),
    "review, no title": State("officer", SECTION, send_empty),
    "review, split": State("officer", f"{SECTION}/dela"),
    "review, split, nowhere": State("officer", f"{SECTION}/dela", fault("Dela")),
    "review, join": State("officer", f"{SECTION}/sla-ihop"),
    "review, remove": State("officer", f"{SECTION}/ta-bort"),
    "review, new section": State("officer", f"{PAPER}/nytt-avsnitt"),
    "review, write": State("officer", f"{SECTION}/skriv"),
    "review, nothing written": State("officer", f"{SECTION}/skriv", send_empty),
    "review, paragraph": State("officer", f"{SECTION}/stycke/0"),
    "review, notes": State("officer", f"{SECTION}/fotnoter"),
    "review, gone": State("officer", f"{PAPER}/avsnitt/finnsinte", status=409),
    "review, repeated lines": State("officer", f"{PAPER}/upprepade-rader"),
    "version, differences": State("officer", f"{OWN}/dokument/andringar"),
    "version, release": State("officer", f"{OWN}/dokument/ny-version"),
    "version, release, no words": State("officer", f"{OWN}/dokument/ny-version", send_empty),
    "version, throw away": State("officer", f"{OWN}/dokument/slang"),
    "annex, new": State("officer", f"{OWN}/dokument/bilagor/ny"),
    "annex, no file": State("officer", f"{OWN}/dokument/bilagor/ny", send_empty),
    "annex": State("officer", f"{OWN}/dokument/bilagor/{{annex}}"),
    "annex, remove": State("officer", f"{OWN}/dokument/bilagor/{{annex}}/ta-bort"),
    "organisations": State("officer", "/arbetsyta/organisationer"),
    "organisations, new": State("officer", "/arbetsyta/organisationer/ny"),
    "organisations, nothing written": State("officer", "/arbetsyta/organisationer/ny", send_empty),
    "organisations, many": State("officer", "/arbetsyta/organisationer/flera"),
    "organisations, one": State("officer", "/arbetsyta/organisationer/{organisation}"),
    "addressees": State("officer", f"{OPEN}/remissinstanser"),
    "addressees, for a registrar": State("registrar", f"{OPEN}/remissinstanser"),
    "addressees, draft": State("officer", f"{DRAFT}/remissinstanser"),
    "addressees, add": State("officer", f"{OPEN}/remissinstanser/lagg-till"),
    "addressees, add nobody": State(
        "officer", f"{OPEN}/remissinstanser/lagg-till", fault("Lägg till")
    ),
    **{
        f"addressee, {name}": State("officer", f"{OPEN}/remissinstanser/{{oppen_{name}}}", open_all)
        for name in ("byalaget", "naturvannerna", "regionen", "vagarna", "grannen", "uninvited")
    },
    "addressee, correct": State("officer", f"{OPEN}/remissinstanser/{{oppen_regionen}}/ratta"),
    "addressee, more time": State("officer", f"{OPEN}/remissinstanser/{{oppen_regionen}}/mer-tid"),
    "answers": State("officer", f"{CLOSED}/svar"),
    "answers, none found": State("officer", f"{CLOSED}/svar?ord=zebra"),
    "answers, for a registrar": State("registrar", f"{CLOSED}/svar"),
    "answer": State("officer", ANSWER, open_all),
    "answer, late": State("officer", f"{CLOSED}/svar/{{stangd_late}}"),
    "answer, decide": State("officer", f"{CLOSED}/svar/{{stangd_late}}/beakta"),
    "answer, decide nothing": State(
        "officer", f"{CLOSED}/svar/{{stangd_late}}/beakta", send_empty
    ),
    "answer, quote a file": State("officer", f"{ANSWER}/dokument/{{stangd_file}}"),
    "answer, on paper": State("registrar", f"{OPEN}/svar/nytt", open_all),
    "answer, on paper, nothing written": State("registrar", f"{OPEN}/svar/nytt", fault("Spara svaret")),
    "mask": State("moderator", f"{CLOSED}/svar/{{masked}}/maskera", open_all),
    "mask, nothing chosen": State("officer", f"{CLOSED}/svar/{{masked}}/maskera", fault("Maskera")),
    "mask, take away": State("moderator", f"{CLOSED}/maskering/{{mask}}/ta-bort"),
    "file, show": State("officer", f"{CLOSED}/svarsfil/{{stangd_file}}/visa"),
    "file, hide": State("officer", f"{CLOSED}/svarsfil/{{stangd_file}}/dolj"),
    "assess": State("officer", ASSESS, open_all),
    "assess, found": State("officer", f"{ASSESS}?ord=fack&avsnitt={{stangd_3_1}}"),
    "assess, none found": State("officer", f"{ASSESS}?ord=zebra"),
    "assess, nobody has answered": State("officer", f"{A}/{{kommande}}/bedomning"),
    "point": State("officer", POINT, open_all),
    "point, in a group": State("officer", f"{ASSESS}/{{stangd_grouped}}", open_all),
    "point, no note": State("officer", POINT, send_empty),
    "point, split": State("officer", f"{POINT}/dela", open_all),
    "point, split nothing": State("officer", f"{POINT}/dela", fault("Dela upp")),
    "point, join": State("officer", f"{ASSESS}/{{stangd_split}}/sla-ihop"),
    "points, reply, a colleague did": State(
        "officer",
        f"{A}/{{ready}}/bedomning/svara?punkt={{ready_point}}",
        meet_a_colleague("Kommunens svar", "Spara svaret", first="Förslaget ändras"),
    ),
    "points, none": State("officer", f"{ASSESS}/svara"),
    "points, reply": State("officer", f"{ASSESS}/svara{CHOSEN}"),
    "points, reply, nothing written": State(
        "officer", f"{ASSESS}/svara{CHOSEN}", fault("Spara svaret")
    ),
    "points, tag": State("officer", f"{ASSESS}/tagga{CHOSEN}"),
    "points, assign": State("officer", f"{ASSESS}/tilldela{CHOSEN}"),
    "points, assign to nobody": State("officer", f"{ASSESS}/tilldela{CHOSEN}", fault("Tilldela")),
    "points, group": State("officer", f"{ASSESS}/gruppera{CHOSEN}"),
    "points, out of the group": State(
        "officer", f"{ASSESS}/ta-ur-grupp?punkt={{stangd_grouped}}"
    ),
    "points, move": State("officer", f"{ASSESS}/flytta{CHOSEN}"),
    "tags": State("officer", f"{ASSESS}/taggar"),
    "tag": State("officer", f"{ASSESS}/taggar/{{stangd_tag}}"),
    "texts": State("officer", f"{ASSESS}/texter"),
    "text, new": State("officer", f"{ASSESS}/texter/ny"),
    "text, nothing written": State("officer", f"{ASSESS}/texter/ny", send_empty),
    "text": State("officer", f"{ASSESS}/texter/{{phrase}}"),
    "compilation": State("officer", f"{CLOSED}/sammanstallning"),
    "compilation, for a councillor": State("councillor", f"{CLOSED}/sammanstallning"),
    "compilation, published": State("officer", f"{DONE}/sammanstallning"),
    "compilation, introduction": State("officer", f"{CLOSED}/sammanstallning/inledning"),
    "compilation, section": State(
        "officer", f"{CLOSED}/sammanstallning/avsnitt/{{stangd_3_1}}", open_all
    ),
    "compilation, section, nothing written": State(
        "officer", f"{CLOSED}/sammanstallning/avsnitt/{{stangd_6}}", fault("Spara")
    ),
    "compilation, too early": State("officer", f"{CLOSED}/sammanstallning/publicera"),
    "compilation, section, a colleague wrote": State(
        "officer",
        f"{CLOSED}/sammanstallning/avsnitt/helheten",
        meet_a_colleague("Kommunens kommentar", "Spara"),
    ),
    "compilation, ready": State("officer", f"{A}/{{ready}}/sammanstallning/publicera"),
    "compilation, mended": State("officer", f"{A}/{{mended}}/sammanstallning"),
    "compilation, open again": State("officer", f"{DONE}/sammanstallning/oppna-igen"),
    "compilation, open again, no words": State(
        "officer", f"{DONE}/sammanstallning/oppna-igen", send_empty
    ),
    "files": State("officer", f"{DONE}/sammanstallning/filer", open_all),
    "files, for a registrar": State("registrar", f"{DONE}/sammanstallning/filer"),
    "the stop switch": State("moderator", "/arbetsyta/stopp"),
    "the stop switch, no words": State("admin", "/arbetsyta/stopp", send_empty),
    "the stop switch, stopped": State("admin", "/arbetsyta/stopp", stop_and_resume),
    "blocks": State("moderator", "/arbetsyta/granskning/sparrar"),
    "warn": State("moderator", "/arbetsyta/granskning/contribution/{oppen_answer}/varna", open_all),
    "warn, no words": State(
        "moderator", "/arbetsyta/granskning/contribution/{oppen_answer}/varna", send_empty
    ),
    "block": State("moderator", "/arbetsyta/granskning/process/{open}/sparra", open_all),
    "block, no words": State(
        "moderator", "/arbetsyta/granskning/process/{open}/sparra", send_empty
    ),
    "block, done": State("moderator", "/arbetsyta/granskning/process/{open}/sparra", block),
    "desk": State("officer", "/arbetsyta"),
    "desk, for a registrar": State("registrar", "/arbetsyta"),
}  # fmt: skip
