"""Ways to fill the controls of a page in a browser, and what is filled in."""

import io

import PIL.Image


def paper():
    """A sound PDF file of one page."""
    file = io.BytesIO()
    PIL.Image.new("RGB", (100, 140), "white").save(file, "PDF")
    return {"name": "piece.pdf", "mimeType": "application/pdf", "buffer": file.getvalue()}


def as_posted(value):
    """A choice as its control names it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_typed(field, value):
    """An answer as people write it."""
    if value is None:
        return ""
    if field.money:
        return f"{value // 100},{value % 100:02d}"
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


class Hand:
    """Fills controls as a person with a mouse does."""

    def __init__(self, page):
        self.page = page

    def write(self, control, text):
        control.fill(text)

    def tick(self, control, wanted=True):
        control.set_checked(wanted)

    def choose(self, control, value):
        control.select_option(value)

    def bring(self, control, file):
        control.set_input_files(file)

    def press(self, button):
        button.click()


class Keys(Hand):
    """Fills the same controls with the keyboard alone: Tab to get there, then what each kind of control takes."""

    def reach(self, control):
        name, kind = control.get_attribute("name"), control.get_attribute("type")
        value = control.get_attribute("value")
        for _ in range(400):
            if control.evaluate("node => node === document.activeElement"):
                return
            if kind == "radio" and control.evaluate(
                "(node, name) => document.activeElement.type === 'radio' && document.activeElement.name === name", name
            ):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way by Tab to {name} {value}")

    def write(self, control, text):
        self.reach(control)
        kind = control.get_attribute("type")
        if kind in {"date", "time", "datetime-local"}:
            # The browser's own control takes digits, part after part; what it shows depends on its language.
            control.fill(text)
            return
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def tick(self, control, wanted=True):
        self.reach(control)
        if control.get_attribute("type") == "checkbox":
            if control.is_checked() != wanted:
                self.page.keyboard.press("Space")
            return
        if not control.is_checked():
            self.page.keyboard.press("Space")
        for _ in range(60):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows do not reach {control.get_attribute('value')}")

    def choose(self, control, value):
        self.reach(control)
        options = control.locator("option").evaluate_all("nodes => nodes.map(node => node.value)")
        self.page.keyboard.press("Home")
        for _ in range(options.index(value)):
            self.page.keyboard.press("ArrowDown")
        assert control.input_value() == value

    def bring(self, control, file):
        self.reach(control)
        # What the browser does on this click is to open its own window of files. Without a screen it has none, and
        # what stands for it is lost once in a hundred times: the click is what is asked for, and the files are given.
        control.evaluate("node => node.addEventListener('click', event => { node.opened = event.isTrusted })")
        self.page.keyboard.press("Space")
        assert control.evaluate("node => node.opened"), "the key opens no window to choose files in"
        control.set_input_files(file)

    def press(self, button):
        self.reach(button)
        self.page.keyboard.press("Enter")
