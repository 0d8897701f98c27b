"""Every page and state of consultations, as those who run them see them."""

from tests.e2e.acts import State, open_all, send_empty

A = "/arbetsyta/medborgardialoger"
D = f"{A}/{{draft_survey}}"
QUESTIONS = f"{D}/del/{{draft_survey_part}}"
PARTS = {
    "text": "draft_survey", "questionnaire": "draft_survey", "ideas": "draft_ideas",
    "discussion": "draft_ideas", "map": "draft_map", "priorities": "draft_priorities",
}  # fmt: skip
STATES: dict[str, State] = {
    "manage": State("officer", A),
    "manage, for a registrar": State("registrar", A),
    "create": State("officer", f"{A}/ny"),
    "create, nothing written": State("officer", f"{A}/ny", send_empty),
    "build, draft": State("officer", D, open_all),
    "build, open": State("officer", f"{A}/{{kvarnparken}}", open_all),
    "build, closed": State("officer", f"{A}/{{bankar}}", open_all),
    "build, for a councillor": State("councillor", f"{A}/{{kvarnparken}}"),
    **{
        f"facts, {page}": State("officer", f"{D}/uppgifter/{page}")
        for page in ("what", "promise", "decision", "contact")
    },
    "facts, no title": State("officer", f"{D}/uppgifter/what", send_empty),
    "step": State("officer", f"{D}/steg/{{draft_survey_step}}", open_all),
    "step, no name": State("officer", f"{D}/steg/{{draft_survey_step}}", send_empty),
    "step, new": State("officer", f"{D}/steg/nytt"),
    "step, move": State("officer", f"{D}/steg/{{draft_survey_step}}/flytta"),
    "step, remove": State("officer", f"{D}/steg/{{draft_survey_step}}/ta-bort"),
    "step, extend": State("officer", f"{A}/{{kvarnparken}}/steg/{{kvarnparken_step}}/forlang"),
    "part, new": State("officer", f"{D}/steg/{{draft_survey_step}}/ny-del"),
    **{
        f"part, {kind}": State("officer", f"{A}/{{{of}}}/del/{{{of}_{kind}}}", open_all)
        for kind, of in PARTS.items()
    },
    "part, text with media": State("officer", f"{A}/{{kvarnparken}}/del/{{kvarnparken_text}}", open_all),
    "part, questions seen": State("officer", f"{A}/{{biblioteket}}/del/{{biblioteket_part}}", open_all),
    "part, file": State("officer", f"{D}/del/{{draft_survey_text}}/fil"),
    "part, no file": State("officer", f"{D}/del/{{draft_survey_text}}/fil", send_empty),
    "part, preview": State("officer", f"{QUESTIONS}/forhandsvisning"),
    "part, versions": State("officer", f"{A}/{{biblioteket}}/del/{{biblioteket_part}}/versioner"),
    "part, remove": State("officer", f"{QUESTIONS}/ta-bort"),
    "part, layers": State("officer", f"{A}/{{gang_cykel}}/del/{{gang_cykel_map}}/kartlager"),
    "questions, introduction": State("officer", f"{QUESTIONS}/inledning"),
    "questions, page": State("officer", f"{QUESTIONS}/sida/1"),
    "questions, new": State("officer", f"{QUESTIONS}/sida/1/ny-fraga"),
    "question": State("officer", f"{QUESTIONS}/fraga/hur_ofta", open_all),
    "question, no words": State("officer", f"{QUESTIONS}/fraga/hur_ofta", send_empty),
    "question, scale": State("officer", f"{QUESTIONS}/fraga/nojd", open_all),
    "question, remove": State("officer", f"{QUESTIONS}/fraga/nojd/ta-bort"),
    "preview": State("officer", f"{D}/forhandsvisning"),
    "publish, something is missing": State("officer", f"{D}/publicera"),
    "plan": State("officer", f"{D}/planera"),
    "copy": State("officer", f"{A}/{{torget}}/kopiera"),
    "throw away": State("officer", f"{D}/ta-bort"),
    "codes": State("officer", f"{A}/{{doors}}/koder"),
    "codes, nothing written": State("officer", f"{A}/{{doors}}/koder", send_empty),
    "stop": State("officer", f"{A}/{{kvarnparken}}/stoppa"),
    "stop, no words": State("officer", f"{A}/{{kvarnparken}}/stoppa", send_empty),
    "handle, new": State("officer", f"{A}/{{bankar}}/handlaggning"),
    "handle, carried out": State("officer", f"{A}/{{torget}}/handlaggning", open_all),
    "case number": State("registrar", f"{A}/{{bankar}}/diarienummer"),
    "meeting": State("officer", f"{A}/{{bankar}}/handlaggning/steg"),
    "meeting, nothing written": State("officer", f"{A}/{{bankar}}/handlaggning/steg", send_empty),
    "answer": State("officer", f"{A}/{{trygg_centrum}}/aterkoppling"),
    "answer, nothing written": State("officer", f"{A}/{{trygg_centrum}}/aterkoppling", send_empty),
    "milestone": State("officer", f"{A}/{{torget}}/handlaggning/delmal"),
    "close": State("officer", f"{A}/{{torget}}/avsluta"),
    "answers": State("officer", f"{A}/{{biblioteket}}/svar", open_all),
    "answers, ideas": State("officer", f"{A}/{{kvarnparken}}/svar", open_all),
    "texts": State("officer", f"{A}/{{skolmaten}}/texter"),
    "texts, read": State("officer", f"{A}/{{skolmaten}}/texter/{{skolmaten_part}}/samst", open_all),
    "texts, no tags": State("officer", f"{A}/{{biblioteket}}/texter/{{biblioteket_part}}/onskan", open_all),
    "texts, none found": State("officer", f"{A}/{{skolmaten}}/texter/{{skolmaten_part}}/samst?ord=zebra"),
    "codebook": State("officer", f"{A}/{{skolmaten}}/kodbok"),
    "codebook, nothing written": State("officer", f"{A}/{{skolmaten}}/kodbok", send_empty),
    "files": State("officer", f"{A}/{{skolmaten}}/exporter"),
    "files, for a registrar": State("registrar", f"{A}/{{skolmaten}}/exporter"),
    "papers": State("officer", f"{A}/{{biblioteket}}/papper/{{biblioteket_part}}"),
    "papers, list": State("officer", f"{A}/{{biblioteket}}/papper/{{biblioteket_part}}/lista"),
    "papers, too late": State("officer", f"{A}/{{skolmaten}}/papper/{{skolmaten_part}}"),
    "publish results": State("officer", f"{A}/{{bankar}}/svar/publicera"),
    "publish results, no words": State("officer", f"{A}/{{bankar}}/svar/publicera", send_empty),
    "population": State("officer", "/arbetsyta/befolkning"),
    "population, no file": State("officer", "/arbetsyta/befolkning", send_empty),
    "contributions": State("moderator", "/arbetsyta/granskning/inlagg"),
    "contribution": State("moderator", "/arbetsyta/granskning/inlagg/{waiting_idea}", open_all),
    "contribution, hide": State("moderator", "/arbetsyta/granskning/inlagg/{kvarnparken_idea}", open_all),
    "contribution, others alike": State("moderator", "/arbetsyta/granskning/inlagg/{waiting_idea}/lika"),
    "contribution, mask": State(
        "moderator", "/arbetsyta/granskning/contribution/{kvarnparken_idea}/dolj-en-del"
    ),
    "contribution, mask nothing": State(
        "moderator", "/arbetsyta/granskning/contribution/{kvarnparken_idea}/dolj-en-del", send_empty
    ),
    "watch": State("moderator", "/arbetsyta/uppsikt", open_all),
    "desk": State("officer", "/arbetsyta"),
}  # fmt: skip
