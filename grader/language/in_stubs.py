"""Sentences that stand in a stub as it is handed out, by its language.

They are read back from students' files whatever language is spoken there, so they stand here and
not in a catalogue.
"""

from .speaking import Language

NOT_WRITTEN = {Language.EN: "{name} is not written yet", Language.ZH: "{name} 还没有写"}
ANSWER_HERE = {
    Language.EN: "Replace this line with your answer.",
    Language.ZH: "请把这一行换成你的回答。",
}
WRITE_HERE = {Language.EN: "write your answer", Language.ZH: "在这里写出你的答案"}


def says_not_written(text: str) -> bool:
    """Return whether an exception's text is what a stub of any language says."""
    endings = (sentence.partition("{name}")[2] for sentence in NOT_WRITTEN.values())
    return text.endswith(tuple(endings))
