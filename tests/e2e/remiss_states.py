"""Every page and state of remisser, as whoever reads and whoever answers see them."""

from tests.e2e.acts import State, open_all, see, send_empty
from tests.e2e.consultation_acts import fault
from tests.e2e.remiss_acts import (
    look_through,
    look_through_a_fault,
    meet_oneself,
    read_receipt,
    save,
    send_without_a_name,
    write_a_number,
)
from tests.e2e.remiss_numbers import COLLEAGUE, TAKEN
from tests.remiss.rooms import TOKEN

R = "/remisser"
OPEN = f"{R}/{{oppen}}"
ANSWER = f"{OPEN}/svara?som=jag&sida=helheten"
ROOM = f"{OPEN}/organisation"
LETTER = f"{R}/{{own}}/inbjudan/{TOKEN}"
MINE = f"{R}/{{own}}/organisation/{{taken}}"
SHOWN = ("kommande", "oppen", "snart_slut", "stangd", "sammanstalld", "beslutad", "stoppad", "own")
STATES: dict[str, State] = {
    "list": State("anonymous", R),
    "list, found": State("anonymous", f"{R}?q=trafik&lage=oppen"),
    "list, nothing found": State("anonymous", f"{R}?q=zebra"),
    **{name: State("anonymous", f"{R}/{{{name}}}", open_all) for name in SHOWN},
    "draft": State("anonymous", f"{R}/{{utkast}}", status=404),
    "document": State("anonymous", f"{OPEN}/dokument"),
    "document, with a table": State("anonymous", f"{R}/{{stangd}}/dokument"),
    "section": State("anonymous", f"{OPEN}/avsnitt/{{oppen_2}}"),
    "section, below": State("anonymous", f"{OPEN}/avsnitt/{{oppen_2_1}}"),
    "section, gone": State("anonymous", f"{OPEN}/avsnitt/finnsinte", status=404),
    "version": State("anonymous", f"{OPEN}/version/1"),
    "changes": State("anonymous", f"{OPEN}/andringar"),
    "answers": State("anonymous", f"{OPEN}/svar"),
    "answers, about a section": State("anonymous", f"{OPEN}/svar?avsnitt={{oppen_4_1}}", open_all),
    "answers, none found": State(
        "anonymous", f"{OPEN}/svar?avsnitt={{oppen_4_1}}&standpunkt=no_view&avsandare=organisation"
    ),
    "answer": State("anonymous", f"{OPEN}/svar/{{oppen_answer}}"),
    "answer, late": State("anonymous", f"{R}/{{stangd}}/svar/{{stangd_late}}"),
    "answer, masked": State("anonymous", f"{R}/{{stangd}}/svar/{{masked}}"),
    "answer, report": State("anonymous", "/anmal/contribution/{oppen_answer}", open_all),
    "matrix": State("anonymous", f"{OPEN}/matris"),
    "matrix, closed": State("anonymous", f"{R}/{{stangd}}/matris"),
    "compilation": State("anonymous", f"{R}/{{sammanstalld}}/sammanstallning"),
    "compilation, decided": State("anonymous", f"{R}/{{beslutad}}/sammanstallning"),
    "compilation, section": State(
        "anonymous", f"{R}/{{sammanstalld}}/sammanstallning/helheten", open_all
    ),
    "compilation, not yet": State("anonymous", f"{R}/{{stangd}}/sammanstallning", status=404),
    "respond, begin": State("anonymous", f"{OPEN}/svara"),
    "respond, for whom": State("resident", f"{OPEN}/svara"),
    "respond, late": State("anonymous", f"{R}/{{stangd}}/svara"),
    "respond, late, write": State("anonymous", f"{R}/{{stangd}}/svara?som=jag&sida=helheten"),
    "respond, too early": State("anonymous", f"{R}/{{kommande}}/svara"),
    "respond, stopped": State("anonymous", f"{R}/{{stoppad}}/svara"),
    "respond, not invited": State("anonymous", f"{R}/{{snart_slut}}/svara", status=403),
    "respond, not invited, logged in": State("stranger", f"{R}/{{snart_slut}}/svara", status=403),
    "respond": State("anonymous", ANSWER, open_all),
    "respond, logged in": State("signer", ANSWER),
    "respond, a chapter": State("anonymous", f"{OPEN}/svara?som=jag&sida={{oppen_2}}", open_all),
    "respond, a number": State("anonymous", ANSWER, write_a_number),
    "respond, saved": State("councillor", ANSWER, save),
    "respond, two texts": State("moderator", ANSWER, meet_oneself),
    "respond, files": State("anonymous", f"{OPEN}/svara/filer?som=jag"),
    "respond, no file": State("anonymous", f"{OPEN}/svara/filer?som=jag", fault("Lägg till filen")),
    "respond, once more": State("stranger", ANSWER, look_through),
    "respond, once more, a number": State("admin", ANSWER, look_through_a_fault),
    "respond, no name": State("anonymous", ANSWER, send_without_a_name),
    "respond, receipt": State("registrar", ANSWER, read_receipt),
    "respond, completion": State("Göran Åkesson", f"{OPEN}/svara"),
    "respond, for an organisation": State(
        "Mikael Nygård", f"{OPEN}/svara?som={{oppen_bussarna}}&sida=helheten"
    ),
    "respond, for an organisation, once more": State(
        "Mikael Nygård", f"{OPEN}/svara/granska?som={{oppen_bussarna}}"
    ),
    "respond, a new version": State("resident", f"{R}/{{moved}}/svara?som={{moved_room}}", open_all),
    "respond, a colleague writes": State(
        "resident", f"{R}/{{locked}}/svara?som={{locked_room}}", see("Ta över")
    ),
    "hidden": State("anonymous", f"{R}/{{hidden}}", status=410),
    "compilation, mended": State("anonymous", f"{R}/{{mended}}/sammanstallning"),
    "invitation": State("anonymous", LETTER),
    "invitation, to others": State("stranger", f"{R}/{{own}}/inbjudan/{TAKEN}"),
    "invitation, answer": State("stranger", f"{LETTER}/svara"),
    "invitation, answer, nothing chosen": State("stranger", f"{LETTER}/svara", fault("Börja svara")),
    "invitation, stand aside": State("anonymous", f"{LETTER}/avsta"),
    "invitation, more time": State("anonymous", f"{LETTER}/mer-tid"),
    "invitation, more time, no day": State("anonymous", f"{LETTER}/mer-tid", send_empty),
    "invitation, be let in": State("stranger", f"{R}/{{own}}/inbjudan/{TAKEN}/vara-med"),
    "invitation, gone": State("anonymous", f"{R}/{{own}}/inbjudan/fel", status=404),
    "colleague": State("stranger", f"{R}/{{own}}/kollega/{COLLEAGUE}"),
    "colleague, gone": State("stranger", f"{R}/{{own}}/kollega/fel", status=404),
    "another organisation": State("stranger", f"{ROOM}/ny"),
    "another organisation, nothing written": State("stranger", f"{ROOM}/ny", send_empty),
    "room, asked": State("resident", f"{ROOM}/{{oppen_naturvannerna}}", open_all),
    "room, returned": State("Örjan Björk", f"{ROOM}/{{oppen_handeln}}"),
    "room, draft": State("Mikael Nygård", f"{ROOM}/{{oppen_bussarna}}"),
    "room, answered": State("Birgitta Sjöström", f"{ROOM}/{{oppen_byalaget}}"),
    "room, somebody waits": State("resident", MINE),
    "room, of others": State("stranger", f"{ROOM}/{{oppen_byalaget}}", status=404),
    "room, approve": State("resident", f"{ROOM}/{{oppen_naturvannerna}}/godkann"),
    "room, approve, nothing ticked": State(
        "resident", f"{ROOM}/{{oppen_naturvannerna}}/godkann", fault("Godkänn svaret")
    ),
    "room, send back": State("resident", f"{ROOM}/{{oppen_naturvannerna}}/skicka-tillbaka"),
    "room, ask for approval": State("Mikael Nygård", f"{ROOM}/{{oppen_bussarna}}/be-om-godkannande"),
    "room, invite": State("resident", f"{MINE}/bjud-in"),
    "room, invite, nobody": State("resident", f"{MINE}/bjud-in", send_empty),
    "room, member": State("resident", f"{MINE}/medlem/{{me}}"),
    "room, let in": State("resident", f"{MINE}/medlem/{{waiting}}/slapp-in"),
    "room, take back": State("resident", f"{MINE}/medlem/{{colleague}}/ta-bort"),
    "room, leave": State("resident", f"{MINE}/medlem/{{me}}/ta-bort"),
    "room, stand aside": State("resident", f"{MINE}/avsta"),
    "room, more time": State("resident", f"{MINE}/mer-tid"),
    "my pages": State("resident", "/mina-sidor", open_all),
}  # fmt: skip
