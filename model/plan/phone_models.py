"""The catalogue of telephones: what a plan may name under `model`, and how many lines and keys each has.

Sources: the vendor tables of three open provisioning projects, read for their facts: wazo-provd-plugins
(2026-04-13, lines), nethesis/tancredi (2026-06-26, keys and modules) and FusionPBX (2026-08-21). A figure
is None where no source gives it or two sources disagree; none was counted on a telephone.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhoneModel:
    """One model. Figures are None where they are not known; 0 means that it has none.

    `lines` is how many SIP accounts it holds, `keys` how many programmable line keys it shows (all pages
    together), `modules` how many expansion modules can be attached and `module_keys` how many keys each of
    those has. `dect` marks a base station: its lines are handsets.
    """

    key: str
    vendor: str
    name: str
    lines: int | None = None
    keys: int | None = None
    modules: int | None = None
    module_keys: int | None = None
    dect: bool = False

    def __str__(self) -> str:
        return f"{self.vendor} {self.name}".strip()


GENERIC = "generic-sip"
"""Any SIP telephone that people set up by hand (manual 6.6.2)."""

# One row: lines, keys, modules x keys of a module (or `dect`), and the models they hold for; `?` is not
# known. An underscore in a name is a space there.
_TABLES = {
    "Yealink": """
        1  0  0     T30 T30P
        2  2  0     T31 T31G T31P T31W T21P_E2 T20P
        ?  0  0     T19P_E2
        3  3  0     T23G T23P T40G T40P
        4  12 0     T33G T33P T34W
        6  21 ?     T27G T27P
        6  15 0     T41P T41S T41U
        12 15 0     T42G T42S T42U
        16 27 ?     T29G T46G T46S
        16 29 ?     T48G T48S
        16 ?  ?     T49G
        ?  21 3x60  T43U
        12 ?  ?     T44U T44W
        16 27 3x60  T46U T54S T54W T56A T58 T58A T58V T58W
        16 29 3x60  T48U T57W
        12 21 3x60  T52S T53 T53W
        12 ?  3x78  T73U T73W
        16 ?  3x78  T74U T74W T77U T85W T87W T88V T88W
        ?  27 3x60  VP59
        2  0  0     AX86R
        ?  0  0     AX83H
        1  0  0     CP860 CP920 CP925 CP960 CP965
        5  0  dect  W52P
        8  0  dect  W60B
        10 0  dect  W70B
        20 0  dect  W75B W75DM
        ?  0  dect  W80B W80DM
        250 0 dect  W90B W90DM
    """,
    "Snom": """
        12 ?  ?     300 320 370 720 725 760 820 821 870
        ?  5  3x18  D710 D715
        2  2  0     D120
        2  2  3x18  D140 D150
        4  5  3x18  D305 D315 D712
        6  4  3x18  D713
        6  3  3x18  D717
        12 18 3x18  D725
        12 48 3x18  D335 D345 D385
        12 12 3x18  D375
        12 32 3x18  D735 D745
        12 16 3x18  D765
        12 24 4x18  D785
        12 4  3x60  D810
        12 28 3x60  D812
        8  28 3x60  D862
        12 36 3x60  D815 D865 D892
        1  0  0     PA1
        20 0  dect  M300 M400
        1000 0 dect M700 M900
    """,
    "Poly": """
        1  2  0     VVX101
        2  2  0     VVX150 VVX201
        4  4  0     VVX250
        6  6  0     VVX350
        6  6  3x40  VVX300 VVX301 VVX310 VVX311
        12 12 3x40  VVX400 VVX401 VVX410 VVX411 VVX450 VVX500 VVX501
        16 16 3x40  VVX600 VVX601
        6  6  0     VVX1500
        ?  ?  ?     Edge_E100 Edge_E220 Edge_E300 Edge_E320 Edge_E350 Edge_E400 Edge_E450 Edge_E500 Edge_E550
        ?  ?  ?     CCX350 CCX400 CCX500 CCX505 CCX600 CCX700 Trio_8500 Trio_8800
        3  2  0     SoundPoint_450
        4  3  0     SoundPoint_550 SoundPoint_560
        6  ?  ?     SoundPoint_650 SoundPoint_670
        1  0  0     SoundStation_5000 SoundStation_6000 SoundStation_7000
    """,
    "Grandstream": """
        ?  16 0     GRP2612
        ?  24 0     GRP2613
        ?  40 ?     GRP2614 GRP2616
        ?  40 ?     GRP2615
        ?  ?  ?     GRP2601 GRP2602 GRP2603 GRP2604 GRP2624 GRP2634 GRP2636 GRP2650 GRP2670
        1  0  0     GXP1610 GXP1615
        2  ?  0     GXP1620 GXP1625 GXP1628
        3  ?  0     GXP1630
        3  20 ?     GXP2130
        ?  32 ?     GXP2135
        4  16 ?     GXP2140
        6  48 ?     GXP2160 GXP2170
        16 ?  ?     GXV3350 GXV3370 GXV3380
        ?  ?  0     WP810 WP816 WP820 WP822 WP825 WP826 WP856 WP836
        1  0  0     HT801 HT801V2
        2  0  0     HT802 HT802V2
        ?  0  dect  DP750 DP752 DP755
    """,
    "Gigaset": """
        6  0  dect  C470 C475 C590 C595 C610 C610A N300 N300A N510 S675 S685
        8  0  dect  N610
        20 0  dect  N670
        100 0 dect  N720 N770
        250 0 dect  N870 N870E
        ?  8  ?     Maxwell_2 Maxwell_3 Maxwell_4
        ?  ?  ?     Maxwell_Basic
        ?  4  3x18  P710
        ?  4  3x60  P810
        ?  28 3x60  P820 P825
        ?  36 3x60  P850 P855
    """,
    "Cisco": """
        1  ?  ?     SPA301 SPA502G SPA512G SPA901 SPA921 SPA922
        3  ?  ?     SPA303
        4  ?  ?     SPA504G SPA514G SPA941 SPA942
        5  ?  ?     SPA525G SPA525G2
        6  ?  ?     SPA962
        8  ?  ?     SPA501G SPA508G
        12 ?  ?     SPA509G
        1  0  0     SPA3102
        2  0  0     ATA190 PAP2T SPA112 SPA122 SPA2102
        8  0  0     SPA8000 SPA8800
        ?  ?  ?     6821 6841 6851 6861 6871 7811 7821 7832 7841 7861 8811 8832 8841 8845 8851 8861 8865
        ?  ?  ?     9841 9851 9861 9871
    """,
    "Fanvil": """
        ?  2  0     X1S
        2  2  0     X3 X3S X3SG
        2  ?  0     X2 H2U-V2
        ?  3  0     X3U X303
        ?  0  0     X301 H2U
        4  30 0     X4 X4G
        12 33 0     X4U
        ?  40 0     X5 X5S
        16 34 0     X5U X5U-V2
        ?  60 0     X6
        20 65 0     X6U
        20 ?  0     X7 X210i
        20 60 0     X7C
        20 106 0    X210
        ?  6  0     H5
        4  12 0     V61G V61W
        ?  21 0     V62
        12 21 0     V64
        6  21 0     V63
        20 27 0     V65
        20 116 0    V67
        20 ?  0     V66
        4  16 0     W610W W611W
        8  16 0     W620W
        2  ?  0     i10S i10SD i10SV i16S i16SV i61 i62 i63 i64
        4  ?  0     i51W i52W
        6  ?  0     i53W
    """,
    "Panasonic": """
        1  ?  ?     KX-UT113
        2  ?  ?     KX-UT123
        3  ?  ?     KX-UT133
        6  ?  ?     KX-UT136
        ?  ?  ?     KX-UT248 KX-UT670 KX-HDV100 KX-HDV130 KX-HDV230 KX-HDV330 KX-HDV340 KX-HDV430
        ?  0  dect  KX-TGP600
    """,
    "Mitel": """
        2  3  0     6863i 6905
        24 8  ?     6865i
        24 38 ?     6867i
        24 68 ?     6869i
        24 72 ?     6873i
        2  8  0     6910
        24 10 ?     6915 6920 6920W
        24 22 ?     6930 6930W
        24 24 ?     6940 6940W
        24 24 0     6970
    """,
    "Aastra": """
        6  8  0     6730i 6731i
        9  ?  ?     6735i 6737i 6739i 6753i 6755i 6757i
        9  7  0     9143i
        9  6  0     9480i
    """,
}


def _figure(text: str) -> int | None:
    return None if text == "?" else int(text)


def _row(vendor: str, row: str) -> Iterator[PhoneModel]:
    lines, keys, modules, *names = row.split()
    dect = modules == "dect"
    count, _, each = ("0" if dect else modules).partition("x")
    for name in names:
        yield PhoneModel(
            key=f"{vendor}-{name}".lower().replace("_", "-"),
            vendor=vendor,
            name=name.replace("_", " "),
            lines=_figure(lines),
            keys=_figure(keys),
            modules=_figure(count),
            module_keys=_figure(each) if each else _figure(count),
            dect=dect,
        )


def _catalogue() -> Iterator[PhoneModel]:
    for vendor, table in _TABLES.items():
        for row in table.strip().splitlines():
            yield from _row(vendor, row)
    yield PhoneModel(GENERIC, "", "Generic SIP Phone")


PHONE_MODELS: dict[str, PhoneModel] = {model.key: model for model in _catalogue()}
"""Every model by its key in a plan: `yealink-t54w`, `snom-d735`, `generic-sip`."""
