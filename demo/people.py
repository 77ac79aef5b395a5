"""Invented people: names that nobody was asked for, telephone numbers that no operator has."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import place

_SURNAMES = "陈林王李张黄吴徐周郑叶赵朱胡金郭卢施南余钱倪章蔡谢方杨刘孙何董潘夏郏万包连葛侯虞"
_SURNAME_WEIGHTS = np.array([1 / (3 + rank) for rank in range(len(_SURNAMES))])
_MALE = "建国华明海军平伟强志勇光荣福生庆春林松贤德宝成忠良文武斌锋永顺祥余岳川江滨汉培炳尧锦银甫"
_FEMALE = "丽芬英娟玲萍秀珍燕琴美霞月香云兰素梅爱飞雪红莲晓静敏慧倩巧彩"


@dataclass(frozen=True)
class Person:
    """One person: name, mobile number, post and unit. Village number, -1 = the township."""

    name: str
    phone: str
    title: str
    organisation: str
    village: int


@dataclass
class Staff:
    """The people of one village's organisation."""

    leader: Person
    director: Person
    clerk: Person
    members: list[Person]  # warning, transfer, rescue, logistics
    wardens: list[Person]  # grid persons
    leader_above: Person  # 包片领导
    resident: Person  # 驻村干部
    duty_phone: str


@dataclass
class Directory:
    """Makes people, never two with one number."""

    random: np.random.Generator
    _phones: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def name(self) -> str:
        """Return a new name of two or three characters."""
        while True:
            weights = _SURNAME_WEIGHTS / _SURNAME_WEIGHTS.sum()
            surname = str(self.random.choice(list(_SURNAMES), p=weights))
            pool = list(_FEMALE if self.random.random() < 0.34 else _MALE)
            given = "".join(str(self.random.choice(pool)) for _ in range(1 if self.random.random() < 0.14 else 2))
            if surname + given not in self._names and not (len(given) == 2 and given[0] == given[1]):
                self._names.add(surname + given)
                return surname + given

    def mobile(self) -> str:
        """Return an 11-digit number that begins with 12: no operator has those."""
        while True:
            number = "12" + "".join(str(digit) for digit in self.random.integers(0, 10, 9))
            if number not in self._phones:
                self._phones.add(number)
                return number

    def office(self) -> str:
        """Return an office number of the form 0577-5550xxxx."""
        while True:
            number = f"0577-5550{int(self.random.integers(0, 10000)):04d}"
            if number not in self._phones:
                self._phones.add(number)
                return number

    def person(self, title: str, organisation: str, village: int) -> Person:
        """Return a new person."""
        return Person(self.name(), self.mobile(), title, organisation, village)


_TOWNSHIP_POSTS = (
    ("指挥", "镇长"),
    ("副指挥", "党委副书记"),
    ("副指挥", "人武部部长"),
    ("副指挥", "副镇长"),
    ("成员", "党政办主任"),
    ("成员", "应急管理服务中心主任"),
    ("成员", "派出所所长"),
    ("成员", "卫生院院长"),
    ("成员", "自然资源所所长"),
    ("监测预警组", "应消站站长"),
    ("人员转移组", "社会事务办主任"),
    ("抢险救援组", "专职消防队队长"),
    ("乡级水利员", "水利员"),
    ("气象协理员", "气象协理员"),
)


@dataclass
class Organisation:
    """Who is who: the township's posts and every village's staff."""

    directory: Directory
    township: list[tuple[str, Person]]
    villages: list[Staff]
    duty_phone: str

    def official(self, post: str) -> Person:
        """Return the first person of a township post."""
        return next(person for name, person in self.township if name == post)


def make_organisation(villages: list[place.Village], random: np.random.Generator) -> Organisation:
    """Return the organisation of the township and its villages."""
    directory = Directory(random)
    unit = "清江镇人民政府"
    township = [(post, directory.person(title, unit, -1)) for post, title in _TOWNSHIP_POSTS]
    leaders = [
        directory.person(title, unit, -1) for title in ("党委委员", "副镇长", "人大主席", "纪委书记", "宣传委员")
    ]
    staffs = []
    for number, village in enumerate(villages):
        home = f"{village.short_name}村"
        staffs.append(
            Staff(
                leader=directory.person("村党支部书记、村主任", home, number),
                director=directory.person("村党支部副书记", home, number),
                clerk=directory.person("村文书", home, number),
                members=[
                    directory.person(title, home, number)
                    for title in ("村委委员", "支委委员", "民兵连长", "村妇联主席", "村监会主任", "团支部书记")
                ],
                wardens=[directory.person("网格员", home, number) for _ in range(5)],
                leader_above=leaders[number % len(leaders)],
                resident=directory.person("驻村干部", unit, number),
                duty_phone=directory.office(),
            )
        )
    return Organisation(directory, township, staffs, directory.office())
