from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.web_api.calling import AWAY, TEAM, Bot

PDF = b"%PDF-1.7 not really"


async def uploaded(bot: Bot, content: bytes = PDF) -> str:
    """A file whose content is there and which is nowhere yet."""
    promise = await bot.ok("files.getUploadURLExternal", filename="report.pdf", length=len(content))
    answer = await bot.http.post(promise["upload_url"], content=content)
    assert (answer.status_code, answer.text) == (200, f"OK - {len(content)}")
    return str(promise["file_id"])


async def test_a_file_is_uploaded_and_shared_and_read_back(bot: Bot) -> None:
    file = await uploaded(bot)
    await bot.ok("files.completeUploadExternal", files=[{"id": file, "title": "Report"}], channel_id=TEAM, initial_comment="Done")
    (message,) = await bot.history()
    assert (message["text"], message["files"][0]["title"]) == ("Done", "Report")
    shown = (await bot.ok("files.info", file=file))["file"]
    assert (shown["mimetype"], shown["size"]) == ("application/pdf", len(PDF))
    assert shown["shares"]["public"][TEAM][0]["ts"] == message["ts"]
    content = await bot.http.get(shown["url_private"], headers={"authorization": "Bearer xoxb-local"})
    assert content.content == PDF
    assert (await bot.http.get(shown["url_private"])).status_code == 302
    assert [e["file_id"] for e in bot.told("file_shared")] == [file]


async def test_slacks_own_client_uploads_too(bot: Bot) -> None:
    client = AsyncWebClient(token="xoxb-local", base_url=f"{bot.place.url}/api/")
    answer = await client.files_upload_v2(channel=TEAM, content=PDF.decode(), filename="a.pdf", title="A")
    assert answer["file"]["title"] == "A"
    assert (await bot.history())[0]["files"][0]["id"] == answer["file"]["id"]


async def test_a_file_is_completed_once_and_only_when_its_content_is_there(bot: Bot) -> None:
    promise = await bot.ok("files.getUploadURLExternal", filename="a.txt", length=4)
    done = {"files": [{"id": promise["file_id"]}]}
    assert await bot.refusal("files.info", file=promise["file_id"]) == "file_not_found"
    assert await bot.refusal("files.completeUploadExternal", **done) == "file_not_found"
    assert (await bot.http.post(promise["upload_url"], content=b"abc")).status_code == 400
    assert (await bot.http.post(promise["upload_url"], content=b"abcd")).status_code == 200
    await bot.ok("files.completeUploadExternal", **done)
    assert await bot.refusal("files.completeUploadExternal", **done) == "file_not_found"
    assert (await bot.http.post(promise["upload_url"], content=b"efgh")).status_code == 404


async def test_a_file_goes_only_where_the_bot_may_write(bot: Bot) -> None:
    file = await uploaded(bot)
    done = {"files": [{"id": file}]}
    assert await bot.refusal("files.completeUploadExternal", **done, channel_id=AWAY) == "not_in_channel"
    bot.place.state.channels[TEAM].archived = True
    assert await bot.refusal("files.completeUploadExternal", **done, channel_id=TEAM) == "posting_to_channel_denied"


async def test_a_promise_needs_a_name_and_a_length(bot: Bot) -> None:
    assert await bot.faults("files.getUploadURLExternal", length=1) == ["[ERROR] missing required field: filename"]
    assert await bot.faults("files.getUploadURLExternal", filename="a", length=0) == [
        "[ERROR] must be greater than 0 [json-pointer:/length]"
    ]
