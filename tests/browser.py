"""A headless Chromium, driven through its DevTools protocol over a pair of pipes; it needs no network.

`python tests/browser.py grades/feedback/ada.html` shows what people see: it writes screenshots and a PDF beside the page.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
    "--no-first-run", "--hide-scrollbars", "--disable-background-networking", "--remote-debugging-pipe",
)  # fmt: skip
# Chromium reads its calls from descriptor 3 and answers on 4.
PLACED = """
import fcntl, os, sys
read, write = (fcntl.fcntl(int(fd), fcntl.F_DUPFD, 10) for fd in sys.argv[1:3])
os.dup2(read, 3), os.dup2(write, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
KEYS = {"Tab": 9, "Enter": 13}
PATIENCE = 60  # seconds for one answer
PHONE, DESKTOP, NARROW = (390, 844), (1280, 900), (320, 640)


def chromium() -> str | None:
    """Where Chromium is, None if it is not installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One tab. Its pages are files of this machine; every call of the protocol waits for the answer."""

    def __init__(self, profile: Path) -> None:
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()
        command = [chromium(), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", PLACED, str(theirs_in), str(theirs_out), *command],
            pass_fds=(theirs_in, theirs_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._rest, self._count, self._session = b"", 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def call(self, method: str, **params):
        """One call of the protocol. Raises RuntimeError with what Chromium says if it fails."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        return self._wait(lambda m: m.get("id") == self._count)

    def _wait(self, wanted):
        while True:
            while b"\0" not in self._rest:
                if not select.select([self._from], [], [], PATIENCE)[0]:
                    raise RuntimeError(f"Chromium has not answered for {PATIENCE} seconds")
                read = os.read(self._from, 1 << 20)
                if not read:
                    raise RuntimeError("Chromium has ended")
                self._rest += read
            text, _, self._rest = self._rest.partition(b"\0")
            message = json.loads(text)
            if wanted(message):
                if "error" in message:
                    raise RuntimeError(message["error"]["message"])
                return message.get("result", {})

    def open(
        self, page: Path, size: Sequence[int] = DESKTOP, *, dark: bool = False, media: str = "screen"
    ) -> None:
        """Load a page as a screen of this size shows it to somebody who likes it light or dark."""
        self.visit(page.as_uri(), size, dark=dark, media=media)

    def visit(
        self, url: str, size: Sequence[int] = DESKTOP, *, dark: bool = False, media: str = "screen"
    ) -> None:
        """As `open`, for a page of a server."""
        width, height = size
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.call("Page.navigate", url=url)
        self.run(
            "new Promise(done => document.readyState == 'complete' ? done() : addEventListener('load', done))"
        )

    def press(self, key: str) -> None:
        """Press and release a key, such as Tab."""
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=KEYS[key])

    def type(self, selector: str, text: str) -> None:
        """Type a text into a field and leave it, as a person does."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.call("Input.insertText", text=text)
        self.press("Tab")

    def until(self, script: str):
        """The first value of an expression that is true, asked for again and again. Raises RuntimeError if none is."""
        seconds = PATIENCE - 10
        return self.run(
            "new Promise((done, fail) => { const began = Date.now(); const look = () => { let v; try { v = "
            f"{script} }} catch {{}}; v ? done(v) : Date.now() - began > {1000 * seconds} ? "
            "fail('never true: ' + document.body.innerText.slice(0, 500)) : setTimeout(look, 100) }; look() })"
        )

    def run(self, script: str):
        """What an expression of JavaScript comes to; a promise is waited for."""
        done = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(str(done["exceptionDetails"].get("exception", done["exceptionDetails"])))
        return done["result"].get("value")

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """A screenshot as PNG: of the whole page, or of what one sees first."""
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def printed(self, path: Path) -> None:
        """The page on paper (A4), as PDF."""
        self.call("Emulation.setEmulatedMedia", media="print")
        data = self.call("Page.printToPDF", preferCSSPageSize=False, paperWidth=8.27, paperHeight=11.69)
        path.write_bytes(base64.b64decode(data["data"]))

    def close(self) -> None:
        """End it."""
        self._session = None
        with suppress(RuntimeError, OSError):
            self.call("Browser.close")
        os.close(self._to)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._from)


def look(page: Path, browser: Browser) -> None:
    """Write what a phone and a desktop show of a page, light and dark, and what a printer does."""
    for name, size in (("phone", PHONE), ("desktop", DESKTOP)):
        for scheme in ("light", "dark"):
            browser.open(page, size, dark=scheme == "dark")
            browser.picture(page.with_name(f"{page.stem}-{name}-{scheme}.png"))
    browser.printed(page.with_suffix(".pdf"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        window = Browser(Path(profile))
        for argument in sys.argv[1:]:
            look(Path(argument).resolve(), window)
        window.close()
