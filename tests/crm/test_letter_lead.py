"""A letter as an incoming lead."""

from callbridge.crm.incoming_letter import IncomingLetter, LetterFile, LetterKind
from callbridge.crm.letter_lead import lead_of

LETTER = IncomingLetter(kind=LetterKind.LEAD, address="a@b.ru", name="Анна", subject="Цена", text="Пришлите.")


def test_subject_and_text_are_what_the_lead_says() -> None:
    """R52"""
    lead = lead_of(LETTER, "Сайт")
    assert (lead.name, lead.email, lead.source, lead.content) == ("Анна", "a@b.ru", "Сайт", "Цена\n\nПришлите.")


def test_a_letter_without_a_name_is_its_addresss_and_names_its_files_and_that_it_was_cut() -> None:
    files = (LetterFile(name="a.pdf", content=b""), LetterFile(name="b.doc", content=b""))
    letter = IncomingLetter(kind=LetterKind.LEAD, address="a@b.ru", files=files, is_cut=True)
    lead = lead_of(letter, None)
    assert lead.name == "a@b.ru"
    assert lead.content == "Вложения: a.pdf, b.doc\n\nПисьмо длиннее и прочитано не целиком."
