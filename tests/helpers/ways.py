"""The ways in which journeys are walked, as options of a browser's context."""

WIDE = {"viewport": {"width": 1280, "height": 900}}
BARE = {"java_script_enabled": False, "color_scheme": "dark", "viewport": {"width": 320, "height": 800}}
WAYS = {"with JavaScript": WIDE, "without JavaScript, dark, 320 px wide": BARE}
# The same, each in a language.
WAYS_AND_LANGUAGES = {"fr, wide": ("fr", WIDE), "en, without JavaScript, dark, 320 px wide": ("en", BARE)}
