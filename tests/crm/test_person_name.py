import pytest

from callbridge.crm.person_name import given_name, given_names


@pytest.mark.parametrize(
    ("full_name", "name", "names"),
    [
        ("Сидорова Анна Петровна", "Анна", "Анна Петровна"),
        ("Пётр Ильич Чайковский", "Пётр", "Пётр Ильич"),
        ("Никита Сергеевич", "Никита", "Никита Сергеевич"),
        ("Ольга Никитична", "Ольга", "Ольга Никитична"),
        ("Алиев Вагиф Рашид оглы", "Алиев Вагиф Рашид оглы", "Алиев Вагиф Рашид оглы"),
        ("Роман Абрамович", "Роман", "Роман Абрамович"),
        ("Анна Сидорова", "Анна Сидорова", "Анна Сидорова"),
        ("John Smith", "John Smith", "John Smith"),
        ("  Мадонна ", "Мадонна", "Мадонна"),
        ("", "", ""),
    ],
)
def test_the_name_stands_before_the_patronymic_and_without_one_the_whole_is_said(
    full_name: str, name: str, names: str
) -> None:
    assert (given_name(full_name), given_names(full_name)) == (name, names)
