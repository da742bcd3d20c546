import struct
from zoneinfo import ZoneInfo

from bot.exports.timeline_picture import WIDTH, picture
from bot.exports.timeline_png import png
from bot.prompts import load_prompts
from tests.exports.test_timeline_picture import incident


def test_the_png_shows_the_whole_picture_at_twice_its_size() -> None:
    made = png(picture(incident(), "Checkout is down", ZoneInfo("UTC"), load_prompts()))
    assert made.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", made[16:24])
    assert width == 2 * WIDTH
    assert height > width / 2
