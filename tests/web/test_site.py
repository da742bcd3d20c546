from tests.web.site import browser, site


async def test_pages_and_their_style_are_under_the_path_of_the_public_address(sqlite_url: str) -> None:
    async with site(sqlite_url) as at, browser(at) as nobody:
        page = (await nobody.get("/sign-in")).text
        style = page.partition('<link rel="stylesheet" href="/pm')[2].partition('"')[0]
        found = await nobody.get(style)
        assert found.headers["content-type"].startswith("text/css")
        assert (await nobody.get("/nothing/there")).status_code == 404
        assert (await nobody.get("/../healthz")).status_code in {200, 404}
