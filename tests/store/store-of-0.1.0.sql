BEGIN TRANSACTION;
CREATE TABLE varaamo_sync_applied (
	target VARCHAR(255) NOT NULL, 
	catalogue VARCHAR(100) NOT NULL, 
	"key" VARCHAR(100) NOT NULL, 
	path VARCHAR(255) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (target, catalogue, "key", path)
);
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','name.fi','"Koko"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','name.sv','"Koko"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','name.en','"Koko"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','description.fi','"<p>Iso sali.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','description.sv','"<p>Stor sal.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','description.en','"<p>A big hall.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','type','"Sali"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','capacity.min','1');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','capacity.max','100');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','booking.interval','{"seconds": 1800}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','booking.min','{"seconds": 3600}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','booking.max','{"seconds": 14400}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','booking.kind','"direct"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','access','[{"access": {"begins": null, "type": "unrestricted"}}]');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','pricing','[{"price": {"begins": null, "highest": "0.00", "lowest": "0.00", "material": {"en": "", "fi": "", "sv": ""}, "on_begin": false, "payment": null, "unit": "per_hour", "vat": "0.00"}}]');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','space.name.fi','"Koko"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','space.name.sv','"Koko"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','space.name.en','"Koko"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','space.max_persons','100');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-koko','wanted','"published"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','name.fi','"Toinen"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','name.sv','"Toinen"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','name.en','"Toinen"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','description.fi','"<p>Iso sali.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','description.sv','"<p>Stor sal.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','description.en','"<p>A big hall.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','type','"Sali"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','capacity.min','1');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','capacity.max','100');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','booking.interval','{"seconds": 1800}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','booking.min','{"seconds": 3600}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','booking.max','{"seconds": 14400}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','booking.kind','"direct"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','access','[{"access": {"begins": null, "type": "unrestricted"}}]');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','pricing','[{"price": {"begins": null, "highest": "0.00", "lowest": "0.00", "material": {"en": "", "fi": "", "sv": ""}, "on_begin": false, "payment": null, "unit": "per_hour", "vat": "0.00"}}]');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','space.name.fi','"Toinen"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','space.name.sv','"Toinen"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','space.name.en','"Toinen"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','space.max_persons','100');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-toinen','wanted','"published"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','name.fi','"Sali"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','name.sv','"Sal"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','name.en','"Hall"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','description.fi','"<p>Iso sali.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','description.sv','"<p>Stor sal.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','description.en','"<p>A big hall.</p>"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','type','"Sali"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','capacity.min','1');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','capacity.max','100');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','booking.interval','{"seconds": 1800}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','booking.min','{"seconds": 3600}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','booking.max','{"seconds": 14400}');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','booking.kind','"direct"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','access','[{"access": {"begins": null, "type": "unrestricted"}}]');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','pricing','[{"price": {"begins": null, "highest": "0.00", "lowest": "0.00", "material": {"en": "", "fi": "", "sv": ""}, "on_begin": false, "payment": null, "unit": "per_hour", "vat": "0.00"}}]');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','space.name.fi','"Sali"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','space.name.sv','"Sal"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','space.name.en','"Hall"');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','space.max_persons','100');
INSERT INTO "varaamo_sync_applied" VALUES('http://sandbox.localhost','demo','nup-sali','wanted','"published"');
CREATE TABLE varaamo_sync_history (
	id INTEGER NOT NULL, 
	target VARCHAR(255) NOT NULL, 
	catalogue VARCHAR(100) NOT NULL, 
	taken VARCHAR(40) NOT NULL, 
	entry TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE varaamo_sync_journal (
	id INTEGER NOT NULL, 
	target VARCHAR(255) NOT NULL, 
	catalogue VARCHAR(100) NOT NULL, 
	"key" VARCHAR(100) NOT NULL, 
	step VARCHAR(32) NOT NULL, 
	detail TEXT NOT NULL, 
	begun VARCHAR(40) NOT NULL, 
	fate VARCHAR(16) NOT NULL, 
	pk INTEGER, 
	settled VARCHAR(40), 
	PRIMARY KEY (id)
);
INSERT INTO "varaamo_sync_journal" VALUES(1,'http://sandbox.localhost','demo','nup-koko','create_space','{"code": "demo:nup-koko", "venue": 1}','2026-11-26T05:56:20.502007+00:00','landed',8,'2026-11-26T05:56:20.513927+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(2,'http://sandbox.localhost','demo','nup-koko','create_room','{"space": 8, "venue": 1}','2026-11-26T05:56:20.514211+00:00','landed',8,'2026-11-26T05:56:20.537120+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(3,'http://sandbox.localhost','demo','nup-toinen','create_space','{"code": "demo:nup-toinen", "venue": 1}','2026-11-26T05:56:20.514985+00:00','landed',9,'2026-11-26T05:56:20.534607+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(4,'http://sandbox.localhost','demo','nup-toinen','create_room','{"space": 9, "venue": 1}','2026-11-26T05:56:20.534859+00:00','landed',9,'2026-11-26T05:56:20.561758+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(5,'http://sandbox.localhost','demo','nup-sali','create_space','{"code": "demo:nup-sali", "venue": 1}','2026-11-26T05:56:20.542410+00:00','landed',10,'2026-11-26T05:56:20.562082+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(6,'http://sandbox.localhost','demo','nup-koko','update_room','{"paths": [], "room": 8}','2026-11-26T05:56:20.553850+00:00','landed',8,'2026-11-26T05:56:20.570540+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(7,'http://sandbox.localhost','demo','nup-sali','create_room','{"space": 10, "venue": 1}','2026-11-26T05:56:20.565309+00:00','landed',10,'2026-11-26T05:56:20.580791+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(8,'http://sandbox.localhost','demo','nup-toinen','update_room','{"paths": [], "room": 9}','2026-11-26T05:56:20.573823+00:00','landed',9,'2026-11-26T05:56:20.584281+00:00');
INSERT INTO "varaamo_sync_journal" VALUES(9,'http://sandbox.localhost','demo','nup-sali','update_room','{"paths": [], "room": 10}','2026-11-26T05:56:20.587375+00:00','landed',10,'2026-11-26T05:56:20.590345+00:00');
CREATE TABLE varaamo_sync_lock (
	target VARCHAR(255) NOT NULL, 
	catalogue VARCHAR(100) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	host VARCHAR(255) NOT NULL, 
	command TEXT NOT NULL, 
	since VARCHAR(40) NOT NULL, 
	heartbeat VARCHAR(40) NOT NULL, 
	expires VARCHAR(40) NOT NULL, 
	PRIMARY KEY (target, catalogue)
);
CREATE TABLE varaamo_sync_pairing (
	target VARCHAR(255) NOT NULL, 
	catalogue VARCHAR(100) NOT NULL, 
	"key" VARCHAR(100) NOT NULL, 
	pk INTEGER NOT NULL, 
	ext_uuid VARCHAR(64) NOT NULL, 
	space INTEGER, 
	PRIMARY KEY (target, catalogue, "key")
);
INSERT INTO "varaamo_sync_pairing" VALUES('http://sandbox.localhost','demo','nup-koko',8,'uuid-8',8);
INSERT INTO "varaamo_sync_pairing" VALUES('http://sandbox.localhost','demo','nup-toinen',9,'uuid-9',9);
INSERT INTO "varaamo_sync_pairing" VALUES('http://sandbox.localhost','demo','nup-sali',10,'uuid-10',10);
CREATE TABLE varaamo_sync_used_plan (
	digest VARCHAR(64) NOT NULL, 
	used VARCHAR(40) NOT NULL, 
	PRIMARY KEY (digest)
);
CREATE TABLE varaamo_sync_version (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "varaamo_sync_version" VALUES(1);
CREATE INDEX varaamo_sync_journal_open ON varaamo_sync_journal (target, catalogue, fate);
COMMIT;
