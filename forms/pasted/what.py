"""What a message is about: its first sentence, what it asks for, and which category its words point to."""

import re
from collections.abc import Iterator, Sequence

from forms.choices import Choice
from forms.pasted import who
from forms.pasted.category_words import WORDS

LONGEST_TITLE = 120
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_GREETING = re.compile(
    r"^\W*(?:assalam\S*(?: ?\S*alaikum)?|(?:wr\.?|wb\.?|warahmatullah\S*|wabarakatuh)|salam(?: sejahtera)?"
    r"|(?:selamat )?(?:pagi|siang|sore|malam)|halo|hai|permisi|punten|nuwun sewu|mohon (?:maaf|izin|ijin)|maaf"
    r"|yth\.?|kepada|terima ?kasih|matur nuwun|trims)\b"
    r"(?:[\s,]*(?:pak|bu|bapak|ibu|min|admin|kak|mas|mbak|camat|semua)\b)*[\s,.!:]*",
    re.I,
)
_INTRODUCES = re.compile(r"^\W*(?:nama saya|saya bernama|perkenalkan|saya warga|dengan saya)\b", re.I)
_LABELLED_TITLE = re.compile(r"^\W*(?:judul|perihal|hal|tentang)\s*[:=]\s*(?P<value>\S.*)$", re.I | re.M)
# Somebody who says everything in one breath comes to the point after these words.
_TO_THE_POINT = re.compile(
    r"^.*?\b(?:mau|ingin|hendak|izin|ijin)\s+(?:bertanya|tanya|melapor\w*|lapor\w*|mengadu\w*|menyampaikan)\b"
    r"(?: bahwa| kalau)?\s+",
    re.I,
)
_ASKS = re.compile(r"^\W*(?:(?:kami |saya )?(?:di)?(?:mohon|minta|harap)|tolong|semoga)\b", re.I)


def title_in(text: str) -> str:
    """Return the first sentence that is neither a greeting nor an introduction, short enough for a title."""
    labelled = _LABELLED_TITLE.search(text)
    if labelled:
        return _shortened(_capital(labelled["value"]).rstrip(".!? "))
    sentences = list(sentences_of(text))
    telling = [each for each in sentences if not _introduces(each) and not _ASKS.match(each)]
    found = next((each for each in telling or sentences if len(each.split()) >= 3), "")
    return _shortened(_capital(_TO_THE_POINT.sub("", found)).rstrip(".!? "))


def wish_in(text: str) -> str:
    """Return the first sentence that asks for something."""
    return next((each for each in sentences_of(text) if _ASKS.match(each)), "")


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text that say something, each with a capital letter and without its greeting."""
    for found in _SENTENCE.finditer(text):
        said = _greeted(found[0]).strip(" ,-–…\t")
        if len(said) >= 10:
            yield _capital(said)


def told(text: str) -> str:
    """Return the text without its greeting, its introduction and everything else that says who wrote it."""
    text = _greeted(_LABELLED_TITLE.sub("", text))
    first = _SENTENCE.match(text)
    if first and _introduces(first[0]) and not _TO_THE_POINT.search(first[0]) and text[first.end() :].strip():
        text = text[first.end() :]
    return _capital(who.without_contacts(text))


def category_in(text: str, subcategories: Sequence[Choice]) -> tuple[str, str] | None:
    """Return the category and sub-category whose words a text holds most of; nothing where no word points anywhere."""
    words = re.findall(r"[\w-]+", text.lower())
    points = [(_points(words, choice), choice) for choice in subcategories if choice.value != "lainnya"]
    best = max((count for count, _ in points), default=0)
    if not best:
        return None
    choice = next(choice for count, choice in points if count == best)
    return choice.parent or "", choice.value


def _points(words: Sequence[str], choice: Choice) -> int:
    named = set(re.findall(r"[\w-]{4,}", choice.label.lower())) - {"atau", "desa", "lain"}
    known = named | set(WORDS.get(f"{choice.parent}/{choice.value}", "").split())
    return sum(1 for word in set(words) if word in known or word.removesuffix("nya") in known)


def _introduces(sentence: str) -> bool:
    return bool(
        _INTRODUCES.match(sentence) or (sentence.lstrip().lower().startswith("saya ") and who.name_in(sentence))
    )


def _greeted(text: str) -> str:
    """Return a text from behind its greetings on."""
    while found := _GREETING.match(text):
        text = text[found.end() :]
    return text.lstrip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
