"""The sheet of instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from varaamo_sync.model import Lang

TITLES: Mapping[Lang, str] = {
    "fi": "Näin täytät tilaluettelon",
    "sv": "Så här fyller du i lokalförteckningen",
    "en": "How to fill in the list of rooms",
}

COLOURS: Mapping[Lang, str] = {
    "fi": "Värit tässä lomakkeessa ja siinä, jonka saat takaisin korjattavaksi",
    "sv": "Färgerna i den här blanketten och i den som du får tillbaka för att rätta",
    "en": "Colours in this form, and in the one that you get back to mend",
}

SHORT_LINES: Mapping[Lang, Sequence[str]] = {
    "fi": (
        "Yksi rivi on yksi varattava tila. Keltaiset sarakkeet (*) täytetään aina.",
        "Jätä tyhjäksi tieto, jota et tiedä. Koordinaattori täydentää loput.",
        "Älä kirjoita ks. liite: tieto luetaan vain tästä. Älä muuta otsikoita.",
        "Usean arvon väliin tulee puolipiste: Kokoukset ja työskentely; Juhlat.",
        "Hinta veroineen: maksuton, 7 €/h tai 50 €/kerta. Kestot: 30 min tai 1 h 30 min.",
        "Jos toimipiste puuttuu välilehdeltä Toimipisteet, lisää se sinne.",
        "Pitkän lomakkeen sarakkeita voi lisätä oikealle: kirjoita otsikko, esimerkiksi Alv (%).",
        "Aukioloaikoja ei kirjata tähän, vaan aukiolojärjestelmään.",
    ),
    "sv": (
        "En rad är en lokal som kan bokas. De gula kolumnerna (*) fylls alltid i.",
        "Lämna tomt det du inte vet. Koordinatorn fyller i resten.",
        "Skriv inte se bilaga: uppgifterna läses bara här. Ändra inte rubrikerna.",
        "Skriv semikolon mellan flera värden.",
        "Pris med moms: avgiftsfri, 7 €/h eller 50 €/gång. Längder: 30 min eller 1 h 30 min.",
        "Om verksamhetsstället saknas på bladet Verksamhetsställen, lägg till det där.",
        "Den långa blankettens kolumner kan läggas till: skriv rubriken, till exempel Moms (%).",
        "Öppettider skrivs inte här utan i öppettidssystemet.",
    ),
    "en": (
        "One row is one bookable room. The yellow columns (*) are always filled in.",
        "Leave empty what you do not know. The coordinator adds the rest.",
        "Do not write see attachment: only this is read. Do not change the headers.",
        "Write semicolons between several values.",
        "Price with VAT: free, 7 €/h or 50 €/booking. Lengths of time: 30 min or 1 h 30 min.",
        "If a venue is missing from the sheet Venues, add it there.",
        "Columns of the long form may be added on the right: write the header, such as VAT (%).",
        "Opening hours are not written here, but in the opening-hours system.",
    ),
}

LINES: Mapping[Lang, Sequence[str]] = {
    "fi": (
        "Yksi rivi on yksi varattava tila. Keltaiset sarakkeet (*) ovat pakollisia.",
        "Rivin 2 esimerkkiä ei lueta. Voit poistaa sen.",
        "Jätä tyhjäksi tieto, jota et tiedä. Älä kirjoita ks. liite: tieto luetaan vain tästä.",
        "Tyhjä solu ei muuta mitään. Aiemmin annetun tiedon voi poistaa: kirjoita (tyhjennä).",
        "Älä muuta otsikoita äläkä tunnuksia. Uuden tilan tunnus syntyy itsestään.",
        "Usean arvon väliin tulee puolipiste: Kokoukset ja työskentely; Juhlat.",
        "Kestot: 30 min tai 1 h 30 min. Päivät: 31.1.2027. Hinnat euroina, veroineen.",
        "Jos hinta vaihtuu myöhemmin, kirjoita sama tila toiselle riville: tunnus, hinta, päivä.",
        "Jos toimipiste puuttuu välilehdeltä Toimipisteet, lisää se sinne.",
        "Aukioloaikoja ei kirjata tähän, vaan aukiolojärjestelmään.",
    ),
    "sv": (
        "En rad är en lokal som kan bokas. De gula kolumnerna (*) är obligatoriska.",
        "Exemplet på rad 2 läses inte. Du kan ta bort det.",
        "Lämna tomt det du inte vet. Skriv inte se bilaga: uppgifterna läses bara här.",
        "En tom cell ändrar ingenting. Skriv (töm) för att ta bort en tidigare uppgift.",
        "Ändra inte rubrikerna eller nycklarna. En ny lokal får sin nyckel av sig själv.",
        "Skriv semikolon mellan flera värden.",
        "Längder: 30 min eller 1 h 30 min. Dagar: 31.1.2027. Priser i euro, med moms.",
        "Om priset ändras senare, skriv samma lokal på en rad till: nyckel, nytt pris och dag.",
        "Om verksamhetsstället saknas på bladet Verksamhetsställen, lägg till det där.",
        "Öppettider skrivs inte här utan i öppettidssystemet.",
    ),
    "en": (
        "One row is one bookable room. The yellow columns (*) must be filled in.",
        "The example in row 2 is not read. You may delete it.",
        "Leave empty what you do not know. Do not write see attachment: only this is read.",
        "An empty cell changes nothing. To take away what was given earlier, write (clear).",
        "Do not change headers or keys. A new room gets its key by itself.",
        "Write semicolons between several values.",
        "Lengths of time: 30 min or 1 h 30 min. Days: 31.1.2027. Prices in euros, VAT included.",
        "If a price changes later, write the same room on a further row: key, new price and day.",
        "If a venue is missing from the sheet Venues, add it there.",
        "Opening hours are not written here, but in the opening-hours system.",
    ),
}
