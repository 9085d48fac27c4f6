"""Namesakes told apart by the report's other sentences, lists of places, the seat of a region: of the shipped gazetteer."""

from __future__ import annotations

import pytest

import conflictmap as cm
from conflictmap.geocoding import geocode, place
from conflictmap.model import Report


def first(text):
    """Return where the first incident of a report lies."""
    return geocode(cm.extract(Report(id="r", text=text)))[0].geocode


BESIDE = [
    ("A bomb killed five people in Amiriya on Sunday. Baghdad police said the device was under a stall.", "Baghdad"),
    ("A bomb killed a tailor in Amiriya. In Mansour, also in Baghdad, gunmen shot a lawyer dead.", "Baghdad"),
    ("Soldiers killed five militants in Amiriya on Sunday. Fallujah hospital received two of the bodies.", "Anbar"),
    ("Troops killed a sniper in Amiriya. The Anbar operations command said a tunnel was found.", "Anbar"),
    ("Two shepherds were killed by a mine in Rashidiya. Mosul police said it was left by militants.", "Nineveh"),
    ("A mine killed two shepherds in Rashidiya. The governor of Nineveh visited the families.", "Nineveh"),
    ("Gunmen killed a teacher in Wahda. Kirkuk police said nobody was held.", "Kirkuk"),
    ("Police in Kirkuk imposed a curfew. Gunmen had killed a teacher in Wahda.", "Kirkuk"),
    ("A sniper killed a grocer in Nasr. Officials in Nasiriya confirmed it.", "Dhi Qar"),
    ("Mosul police raised the alarm. A mortar shell killed a cook in Rashidiya.", "Nineveh"),
    ("A car bomb killed nine people in Qadisiya. The hospital in Mosul was full.", "Nineveh"),
    ("A bomb wounded four in Mansour. Baquba police closed the road.", "Baghdad"),  # one is much better known
]


@pytest.mark.parametrize(("text", "province"), BESIDE, ids=[b[0][:60] for b in BESIDE])
def test_a_namesake_is_told_by_the_sentences_beside(text, province):
    assert first(text).province == province


HEADED = [
    ("Kirkuk violence", "Gunmen shot a teacher dead in Wahda.", "Kirkuk"),
    ("Two killed in Mosul blast", "A bomb killed two people in Wahda on Sunday.", "Nineveh"),
    ("Basra: two shot", "Two men were shot dead in Jumhuriya.", "Basra"),
    ("Teacher killed in Mosul", "Gunmen killed a teacher in Qadisiya.", "Nineveh"),
    ("", "MOSUL, Iraq, March 3 - A bomb in Wahda killed two people.", "Nineveh"),
    ("", "KIRKUK (Reuters) - Gunmen killed a teacher in Wahda on Tuesday.", "Kirkuk"),
    ("", "MOSUL - A mine killed two shepherds in Rashidiya.", "Nineveh"),
    ("", "BASRA, Iraq (AP) - Gunmen killed a guard in Jumhuriya.", "Basra"),
    ("Fighting in Anbar", "Troops killed a sniper in Amiriya.", "Anbar"),
    ("Baghdad bombing", "A bomb killed a tailor in Amiriya.", "Baghdad"),
]


def test_a_village_takes_no_quarters_place_for_what_stands_around():
    text = "A car bomb in Baquba killed four people. Another went off in Dora, killing two."
    placed = geocode(cm.extract(Report(id="r", text=text)))
    assert [one.geocode.province for one in placed] == ["Diyala", "Baghdad"]


@pytest.mark.parametrize(("title", "text", "province"), HEADED, ids=[h[0] or h[1][:40] for h in HEADED])
def test_a_namesake_is_told_by_the_title_or_the_dateline(title, text, province):
    assert geocode(cm.extract(Report(id="r", title=title, text=text)))[0].geocode.province == province


def test_where_the_reporters_sit_tells_nothing():
    text = "A mine killed two shepherds in Wahda."
    assert first(f"BAGHDAD (AP) - {text}").place_id == first(text).place_id


SEATS = [
    "the capital of Iraq's usually peaceful Kurdistan region",
    "the capital of Iraq's Kurdistan region",
    "the capital of the mostly calm Kurdistan region",
    "a hotel in the capital of the semi-autonomous Kurdistan Region of Iraq",
    "the capital of the autonomous Kurdish region",
    "the capital of the Kurdish region of northern Iraq",
    "the capital of Kurdistan",
    "the capital of northern Iraq's Kurdish region",
    "capital of the Kurdistan autonomous region",
    "the capital of the oil-rich Kurdistan region",
]


@pytest.mark.parametrize("text", SEATS)
def test_a_region_has_a_seat(text):
    assert place(text).place_id == "iq-erbil"


LISTS = [
    ("Dora, Saydiya and Bayaa districts of Baghdad", "Baghdad", ("dora", "saydiya", "bayaa")),
    ("the Karrada, Zayouna and Ghazaliya neighbourhoods of Baghdad", "Baghdad", ("zayouna", "ghazaliya")),
    ("Karrada, Jadriya, Zayouna and Mansour, Baghdad", "Baghdad", ("zayouna", "mansour")),
    ("Zanjili, Shifa and Rifai, Mosul", "Nineveh", ("zanjili", "rifai", "shifa")),
    ("Baiji, Tikrit and Samarra", "Salah al-Din", ("baiji", "samarra")),
    ("Baquba, Khalis and Muqdadiya, Diyala province", "Diyala", ("khalis", "muqdadiya")),
    ("the towns of Hit, Haditha and Rawa", "Anbar", ("hit", "rawa")),
    ("Kut, Amara and Nasiriya", None, ("kut", "nasiriya", "amara")),
    ("Sadr City, Shaab and Ur in eastern Baghdad", "Baghdad", ("sadr", "ur", "shaab")),
    ("Taza, Dibis and Hawija, Kirkuk province", "Kirkuk", ("taza", "dibis", "hawija")),
]


@pytest.mark.parametrize(("text", "province", "ends"), LISTS, ids=[x[0] for x in LISTS])
def test_a_list_of_places_lies_between_those_farthest_apart(text, province, ends):
    found = place(text)
    assert found.province == province
    assert found.kind == "both"
    assert sum(end in found.place_id for end in ends) == 2, found.place_id


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Adhamiya, Waziriya, Baghdad", "iq-adhamiya-baghdad"),  # nothing joins them
        ("Dora, Baghdad and Mosul", "iq-baghdad~iq-mosul"),  # one lies in the next
    ],
)
def test_what_is_no_list(text, place_id):
    assert place(text).place_id == place_id


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("2.5 km north of Kut", "iq-kut@N2.5"),
        ("2.5km north of Kut", "iq-kut@N2.5"),
        ("1.5 miles S of Kut", "iq-kut@S2.4"),
        ("12.5km NE of Baqubah", "iq-baquba@NE12.5"),
        ("1,500 m west of Hit", "iq-hit@W1.5"),
        ("10kms N of Kut", "iq-kut@N10"),
    ],
)
def test_a_distance_with_a_point_in_it(text, place_id):
    assert place(text).place_id == place_id


LOGS = [
    ("An IED killed two soldiers 20km W of Ramadi.", "iq-ramadi@W20"),
    ("At 0910 a roadside bomb hit a patrol 20km W of Ramadi, killing two soldiers.", "iq-ramadi@W20"),
    ("041530 Mar 15: IED strike 20km W of Ramadi. 2 KIA.", "iq-ramadi@W20"),
    ("IED, 12km NE of Baqubah: 1 KIA, 3 WIA.", "iq-baquba@NE12"),
    ("A patrol was hit 15km S of Samarra; two soldiers died.", "iq-samarra@S15"),
    ("Mortar rounds landed 3km E of Hit, wounding 4.", "iq-hit@E3"),
    ("Gunmen killed a driver 30km south of Kirkuk.", "iq-kirkuk@S30"),
    ("A mine killed a shepherd about 25km north of Tikrit.", "iq-tikrit@N25"),
    ("A car bomb 10mi N of Kut killed three people.", "iq-kut@N16.1"),
    ("1420 hrs: small arms fire on convoy 5 km S Taji, 1 killed.", "iq-taji@S5"),
    ("IED strike 8km SSW of Balad, 2 killed.", "iq-balad@SSW8"),
    ("A sniper killed a soldier 2.5km W of Ramadi.", "iq-ramadi@W2.5"),
]


@pytest.mark.parametrize(("text", "place_id"), LOGS, ids=[x[0] for x in LOGS])
def test_a_distance_glued_to_its_unit(text, place_id):
    assert first(text).place_id == place_id


TAKEN = [
    ("Twelve soldiers died in the battle to win Haditha back from Islamic State.", "iq-haditha"),
    ("Six policemen were killed as troops won Baiji back.", "iq-baiji"),
    ("Ten fighters were killed in a bid to get Zummar back.", "iq-zummar"),
    ("Nine militiamen were killed in the push to take Shirqat back.", "iq-shirqat"),
    ("The battle to free Hawija killed thirty soldiers.", "iq-hawija"),
    ("Seven soldiers were killed in fighting to wrest Qaim from the militants.", "iq-qaim"),
    ("At least 40 fighters died as the army took back Sinjar.", "iq-sinjar"),
    ("Four soldiers were shot dead in a drive to regain Rawa.", "iq-rawa"),
    ("Fifteen soldiers were killed in an operation to reclaim Tal Afar.", "iq-tal-afar"),
    ("Five officers were killed by snipers as police fought to win back Muqdadiya.", "iq-muqdadiya"),
    ("Eight gunmen were killed in clashes to claw Kubaisa back.", "iq-kubaysah"),
    ("Two engineers were killed by a mine as troops were retaking Rutba.", "iq-rutba"),
]


@pytest.mark.parametrize(("text", "place_id"), TAKEN, ids=[x[0] for x in TAKEN])
def test_a_town_that_is_fought_for_is_the_place(text, place_id):
    assert first(text).place_id.startswith(place_id)


POINTED = [
    ("Gunmen killed a family of five on Friday. It happened in Albu Ajil village near Tikrit.", "iq-albu-ajil"),
    ("A blast killed four people on Monday. It occurred at a market in Kut.", "iq-kut"),
    ("Gunmen shot two brothers dead. It took place in Buhriz, south of Baquba.", "iq-buhriz"),
    ("A bomb killed six people in northern Iraq. This happened in the town of Bartella.", "iq-bartella"),
    ("Mortar rounds killed six villagers in eastern Iraq. The village, Qaratapa, lies near Kifri.", "iq-qara-tapa"),
    ("Two policemen were shot dead on Sunday. It was in Hawija that the gunmen struck.", "iq-hawija"),
    ("An attack on a village killed eight people. The village, Bashir, is south of Kirkuk.", "iq-bashir"),
    ("A rocket killed three pupils on Monday. It all happened in Taza, police said.", "iq-taza"),
    ("A sniper killed a colonel. It happened near Garma, east of Fallujah.", "iq-garma"),
    (
        "A car bomb killed nine people in Diyala province. The town, Khan Bani Saad, is north of Baghdad.",
        "iq-khan-bani-saad",
    ),
]


@pytest.mark.parametrize(("text", "place_id"), POINTED, ids=[x[0] for x in POINTED])
def test_the_place_is_told_in_the_next_sentence(text, place_id):
    assert first(text).place_id.startswith(place_id)


ELSEWHERE = [
    ("A bomb killed three people in Kut. It was claimed by a group based in Mosul.", "iq-kut"),
    ("Gunmen killed two guards in Hilla. It was not clear who fired, a spokesman in Baghdad said.", "iq-hilla"),
    ("A car bomb killed nine people in Hilla. It happened as talks went on in Geneva.", "iq-hilla"),
    ("A bomb killed five people in Kut. It happened hours after the prime minister spoke in Basra.", "iq-kut"),
    ("A bomb killed five people in Tikrit. The town of Baiji is north of Tikrit.", "iq-tikrit"),
    ("A bomb killed five people in Hit. The city of Mosul lies in ruins.", "iq-hit"),
    ("A bomb killed five people in Iraq. The city of Mosul lies in ruins.", "iq"),
    ("A car bomb killed nine people in Iraq. It happened in Xarbatan, an officer in Baghdad said.", "iq"),
    ("A mine killed two men in Rutba. The city, Mosul, is where they were born.", "iq-rutba"),
    ("Six soldiers were killed in Rawa. It was in May that troops had left Mosul.", "iq-rawah"),
]


@pytest.mark.parametrize(("text", "place_id"), ELSEWHERE, ids=[x[0] for x in ELSEWHERE])
def test_the_next_sentence_speaks_of_another_place(text, place_id):
    assert first(text).place_id == place_id


QUARTERS_OF_A_PROVINCES_NAME = [
    ("Al-Wasit, Kirkuk", "Kirkuk"),
    ("Wasit, Diyala province", "Diyala"),
    ("Al-Anbar, Kirkuk province", "Kirkuk"),
    ("Dhi Qar, Basra", "Basra"),
    ("Maysan, Basra province", "Basra"),
    ("Nineveh, Najaf", "Najaf"),
    ("Ninawa, Kirkuk", "Kirkuk"),
    ("Anbar, Karbala", "Karbala"),
    ("Wasit, Mosul", "Nineveh"),
    ("Diyala, Wasit province", "Wasit"),
]


@pytest.mark.parametrize(("text", "province"), QUARTERS_OF_A_PROVINCES_NAME)
def test_a_place_called_like_a_province_lies_in_the_one_behind_it(text, province):
    assert place(text).province == province


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Kirkuk, Salah al-Din", "Kirkuk"),
        ("Najaf, Karbala", "Najaf"),
        ("Anbar province, Karbala", "Anbar"),
        ("Anbar and Diyala", None),
    ],
)
def test_a_province_that_is_meant_stays(text, province):
    assert place(text).province == province


QUARTERS = [
    ("the Saadiya neighbourhood of Khanaqin", "iq-khanaqin"),
    ("Qasim quarter, Hilla", "iq-hilla"),
    ("the Jumhuriya neighborhood of Ramadi", "iq-ramadi"),
    ("the Sinai quarter of Khalis", "iq-khalis"),
    ("the Rawa neighbourhood of Haditha", "iq-haditha"),
    ("the Shumali quarter of Hilla", "iq-hilla"),
    ("the Khalis neighbourhood of Muqdadiya", "iq-muqdadiya"),
    ("the Dujail quarter of Samarra", "iq-samarra"),
    ("Hay al-Rifai, Nasiriya", "iq-nasiriya"),
    ("the Qurna neighbourhood of Zubair", "iq-zubayr"),
    ("the Taji neighbourhood of Baghdad", "iq-taji"),  # at its edge
    ("the Kufa neighbourhood of Najaf", "iq-kufa"),
    ("the Dora quarter of Baghdad", "iq-dora-baghdad"),
]


@pytest.mark.parametrize(("text", "place_id"), QUARTERS)
def test_a_quarter_of_a_town_is_no_other_town_far_from_it(text, place_id):
    assert place(text).place_id == place_id


AWAY = [
    ("Suwayra, downstream from Baghdad", "Wasit"),
    ("the village of Suwayra, downriver of Baghdad", "Wasit"),
    ("Samarra, upstream from Baghdad", "Salah al-Din"),
    ("Dujail, upriver from Baghdad", "Salah al-Din"),
    ("Samarra, two hours from Baghdad", "Salah al-Din"),
    ("Dujail, an hour from Baghdad", "Salah al-Din"),
    ("Suwayra, far from Baghdad", "Wasit"),
    ("Balad, away from Baghdad", "Salah al-Din"),
    ("Balad, an hour's drive from Baghdad", "Salah al-Din"),
    ("Taza, ten minutes from Kirkuk", "Kirkuk"),
    ("Karma, across the river from Baghdad", "Anbar"),
]


@pytest.mark.parametrize(("text", "province"), AWAY)
def test_a_town_told_by_its_distance_does_not_lie_in_the_province_of_the_other(text, province):
    assert place(text).province == province


BORDERS = [
    ("A bomb killed three Iraqi guards near the border with Syria.", "iq-syrian-border"),
    ("Two Iraqi soldiers were shot dead on the border with Syria.", "iq-syrian-border"),
    ("A drone hit an Iraqi post near the border with Jordan, wounding two.", "iq-jordanian-border"),
    ("Turkish jets killed five fighters near the Iraqi border with Turkey.", "iq-turkish-border"),
    ("Shells killed an Iraqi shepherd along the border with Iran.", "iq-iranian-border"),
    ("Three Iraqi policemen were killed at the border with Saudi Arabia.", "iq-saudi-border"),
    ("A truck bomb killed four Iraqis near the border with Kuwait.", "iq-kuwaiti-border"),
    ("Six Iraqi smugglers were shot dead close to the border with Turkey.", "iq-turkish-border"),
    ("A bomb killed two Iraqi guards near the Syrian border.", "iq-syrian-border"),
    ("Rockets wounded an Iraqi officer on the border with Iran.", "iq-iranian-border"),
    ("A bomb killed two guards near the border with Saudi Arabia, in Anbar province.", "iq-province-anbar"),
    (
        "Guards killed a bomber near the border with Saudi Arabia outside of Xarbat, Al Anbar governorate.",
        "iq-province-anbar",
    ),
    ("A mine killed four near the border with Iran, in Diyala province, Iraq.", "iq-province-diyala"),
]


@pytest.mark.parametrize(("text", "place_id"), BORDERS, ids=[b[0][:60] for b in BORDERS])
def test_a_border_is_the_one_with_the_country_that_is_named(text, place_id):
    assert first(text).place_id == place_id


LINKING = [
    ("A bomb hit a minibus on the highway linking Baghdad with Mosul, killing four.", "iq-baghdad~iq-mosul"),
    ("A bomb hit a minibus on the road connecting Kirkuk and Tikrit, killing four.", "iq-kirkuk~iq-tikrit"),
    ("A mine killed two drivers on the road connecting Kirkuk with Hawija.", "iq-hawija~iq-kirkuk"),
    ("Gunmen killed a trader on the highway that links Ramadi with Rutba.", "iq-ramadi~iq-rutba"),
    ("A bomb killed four people on the main road that connects Baquba to Khalis.", "iq-baquba~iq-khalis"),
    ("Three soldiers were shot dead on the road which links Samarra to Tikrit.", "iq-samarra~iq-tikrit"),
    (
        "A bomb killed a trucker on the highway linking Baghdad to the Jordanian border.",
        "iq-baghdad~iq-jordanian-border",
    ),
    ("A roadside bomb on the road joining Kut and Hilla killed a nurse.", "iq-hilla~iq-kut"),
    ("Two men were shot on the road linking Kirkuk to Tikrit.", "iq-kirkuk~iq-tikrit"),
    ("A bomb killed three pilgrims on the road that connects Hilla with Karbala.", "iq-hilla~iq-karbala"),
]


@pytest.mark.parametrize(("text", "place_id"), LINKING, ids=[x[0][:60] for x in LINKING])
def test_a_road_lies_between_the_towns_that_it_links(text, place_id):
    assert first(text).place_id == place_id
