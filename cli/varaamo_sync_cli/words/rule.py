"""The words for rules in Finnish, Swedish and English: who mends, what is guarded, and why."""

from __future__ import annotations

from varaamo_sync.findings import Level, Owner
from varaamo_sync_cli.words import Words

OWNERS: dict[Owner, Words] = {
    Owner.UNIT: {"fi": "toimipiste", "sv": "verksamhetsstället", "en": "venue"},
    Owner.TRANSLATOR: {"fi": "kääntäjä", "sv": "översättare", "en": "translator"},
    Owner.FINANCE: {"fi": "talous", "sv": "ekonomi", "en": "finance"},
    Owner.COORDINATOR: {"fi": "koordinaattori", "sv": "koordinator", "en": "coordinator"},
}

LEVELS: dict[Level, Words] = {
    Level.DRAFT: {"fi": "luonnos", "sv": "utkast", "en": "draft"},
    Level.PUBLISH: {"fi": "julkaiseminen", "sv": "publicering", "en": "publishing"},
    Level.QUALITY: {"fi": "laatu", "sv": "kvalitet", "en": "quality"},
}

WHY: dict[str, Words] = {
    "unreadable": {
        "fi": "Kohtaa ei voi lukea, joten siihen kuuluvia tiloja ei viedä Varaamoon.",
        "sv": "Stället kan inte läsas, så de lokaler som hör dit förs inte in i Varaamo.",
        "en": "This cannot be read, so the rooms that it concerns are not taken into Varaamo.",
    },
    "translation": {
        "fi": "Tämän rivin käännöstä ei oteta tilaluetteloon. Muut rivit otetaan.",
        "sv": "Radens översättning tas inte in i lokalförteckningen. De andra raderna tas in.",
        "en": "The translation of this row is not taken into the catalogue. The other rows are.",
    },
    "translation-file": {
        "fi": "Käännöksiä ei oteta, ennen kuin jokainen annettu tiedosto voidaan lukea.",
        "sv": "Inga översättningar tas in förrän varje angiven fil kan läsas.",
        "en": "No translations are taken before every file that was named can be read.",
    },
    "draft": {
        "fi": "Varaamo ei ottaisi tilaa vastaan edes luonnoksena, joten sitä ei lähetetä.",
        "sv": "Varaamo skulle inte ta emot lokalen ens som utkast, så den skickas inte.",
        "en": "Varaamo would refuse the room even as a draft, so it is not sent.",
    },
    "publish": {
        "fi": "Varaamo ei julkaisisi tilaa, joten se viedään vain luonnoksena.",
        "sv": "Varaamo skulle inte publicera lokalen, så den förs in endast som utkast.",
        "en": "Varaamo would refuse to publish the room, so it is only sent as a draft.",
    },
    "withheld": {
        "fi": "Tila viedään vain luonnoksena, kunnes asia on korjattu.",
        "sv": "Lokalen förs in endast som utkast tills saken är åtgärdad.",
        "en": "The room is only sent as a draft until this is mended.",
    },
    "ahead": {
        "fi": "Tämä ei estä viemistä Varaamoon, mutta tilan avaaminen voi jäädä siitä kiinni.",
        "sv": "Detta hindrar inte att lokalen förs in, men den kanske inte kan öppnas.",
        "en": "This does not stop a push, but the room may not open until it is mended.",
    },
    "weak": {
        "fi": "Varaamo hyväksyy tämän, mutta asukas voi saada väärän tai puutteellisen kuvan.",
        "sv": "Varaamo godtar detta, men invånaren kan få en felaktig eller bristfällig bild.",
        "en": "Varaamo accepts this, but residents may be told too little or something wrong.",
    },
}
