"""Names of the columns of a class's table, as people and their systems write them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

# What a column means, with what it is called: letter case, spaces, dashes and underscores aside.
NAMES: dict[str, tuple[str, ...]] = {
    "id": (
        *("id", "student id", "studentid", "student number", "student no", "matriculation number"),
        *("matrikelnummer", "identifier", "roster identifier", "学号", "学生学号", "学号/工号"),
        *("學號", "学籍番号", "학번", "numéro étudiant", "número de estudiante"),
        *("学工号", "学籍号", "学生编号", "学生id", "org defined id", "studentnummer", "matrícula"),
        *("matricola", "номер студента"),
    ),
    "name": (
        *("name", "full name", "student name", "student", "姓名", "学生姓名", "真实姓名", "全名"),
        *("学生", "氏名", "이름", "nombre completo", "nom complet", "nome completo", "фио"),
    ),
    "first": (
        *(
            "first name",
            "first names",
            "given name",
            "given names",
            "forename",
            "vorname",
            "prénom",
        ),
        *("nombre", "nombres", "nome", "voornaam", "имя", "名", "名字"),
    ),
    "last": (
        *("last name", "last names", "surname", "family name", "nachname", "nom", "apellido"),
        *("apellidos", "cognome", "sobrenome", "achternaam", "фамилия", "姓", "姓氏"),
    ),
    "email": (
        *("email", "e-mail", "mail", "email address", "邮箱", "电子邮箱", "电子邮件", "邮件地址"),
        *("电子邮件地址", "email地址", "邮箱地址"),
    ),
    "login": (
        *("login", "login id", "username", "user name", "github username", "netid", "net id"),
        *("用户名", "登录名", "uni", "kerberos", "unikey"),
        *("账号", "帐号", "登录账号"),
    ),
    "section": ("section", "sections", "class", "班级", "行政班", "教学班", "班", "单元"),
    "group": ("group", "team", "group name", "小组", "组", "组别", "分组", "组名"),
    "sis_id": ("sis id", "sis user id", "id number", "sid", "sis 用户 id", "id 号"),
    "canvas_id": ("canvas id", "canvas user id"),
    "moodle_id": ("moodle id",),
}


def plain_header(name: str) -> str:
    """Return a column's name as it is compared."""
    return re.sub(r"[\s_\-\u00a0.:()（）]+", "", unicodedata.normalize("NFKC", name)).casefold()


_MEANING = {plain_header(name): meaning for meaning, names in NAMES.items() for name in names}


def meanings(columns: Iterable[str]) -> Mapping[str, str]:
    """Return the columns by what they mean; of two with one meaning the first."""
    columns_by_meaning: dict[str, str] = {}
    for column in columns:
        meaning = _MEANING.get(plain_header(column))
        if meaning is not None:
            columns_by_meaning.setdefault(meaning, column)
    return columns_by_meaning
