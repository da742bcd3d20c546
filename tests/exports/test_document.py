from bot.exports.document import Document, Heading, Item, Listing, Paragraph, Picture, Span, Table, plain, texts


def test_every_piece_of_text_is_told_in_its_order() -> None:
    blocks = (
        Heading(1, "a", "top"),
        Paragraph((Span("b"), Span("c", "https://x.example"))),
        Listing((Item((Span("d"),), ((Span("e"),),)),)),
        Table(("f", "g"), (((Span("h"),), (Span("i"),)),)),
        Picture("<svg/>", "j"),
    )
    assert "".join(span.text for span in texts(Document("a", "en", blocks))) == "abcdefghij"


def test_a_text_can_be_read_without_its_links() -> None:
    assert plain((Span("see "), Span("there", "https://x.example"))) == "see there"
