-- What the BroadWorks simulator knows. Settings are JSON under the names of the wire.

CREATE TABLE tenant (
    id INTEGER PRIMARY KEY,
    service_provider TEXT NOT NULL,
    group_id TEXT NOT NULL,
    settings TEXT NOT NULL, -- of the group itself
    users INTEGER NOT NULL DEFAULT 0, -- how many there are; counting ten thousand for each new one would take long
    UNIQUE (service_provider, group_id)
);

CREATE TABLE domain (
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, name)
) WITHOUT ROWID;

CREATE TABLE administrator (
    user_id TEXT PRIMARY KEY,
    level TEXT NOT NULL, -- System, Provisioning, Service Provider or Group
    service_provider TEXT,
    tenant INTEGER REFERENCES tenant ON DELETE CASCADE,
    password TEXT NOT NULL, -- the SHA-1 digest that the login of release 14 signs with
    settings TEXT NOT NULL
);

-- Users, hunt groups and auto attendants: whoever can have an extension.
CREATE TABLE subscriber (
    id INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL UNIQUE,
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    kind TEXT NOT NULL, -- user, hunt_group or auto_attendant
    number TEXT,
    extension TEXT,
    password TEXT,
    passcode TEXT,
    active INTEGER NOT NULL DEFAULT 1,
    device INTEGER REFERENCES device,
    line_port TEXT UNIQUE,
    settings TEXT NOT NULL
);
CREATE TRIGGER user_came AFTER INSERT ON subscriber WHEN new.kind = 'user' BEGIN
    UPDATE tenant SET users = users + 1 WHERE id = new.tenant;
END;
CREATE TRIGGER user_went AFTER DELETE ON subscriber WHEN old.kind = 'user' BEGIN
    UPDATE tenant SET users = users - 1 WHERE id = old.tenant;
END;
CREATE INDEX subscriber_of_tenant ON subscriber (tenant, kind);
CREATE INDEX subscriber_of_device ON subscriber (device);

CREATE TABLE number (
    number TEXT PRIMARY KEY, -- E.164
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    active INTEGER NOT NULL DEFAULT 1,
    subscriber INTEGER REFERENCES subscriber ON DELETE SET NULL
);
CREATE INDEX number_of_tenant ON number (tenant);
CREATE INDEX number_of_subscriber ON number (subscriber);

CREATE TABLE extension (
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    extension TEXT NOT NULL,
    subscriber INTEGER NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    PRIMARY KEY (tenant, extension)
) WITHOUT ROWID;
CREATE INDEX extension_of_subscriber ON extension (subscriber);

CREATE TABLE member (
    hunt_group INTEGER NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    position INTEGER NOT NULL,
    subscriber INTEGER NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    PRIMARY KEY (hunt_group, position)
) WITHOUT ROWID;
CREATE INDEX member_of ON member (subscriber);

CREATE TABLE user_service (
    subscriber INTEGER NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (subscriber, name)
) WITHOUT ROWID;

CREATE TABLE group_service (
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL, -- user or group: which of the two lists of services it stands in
    quantity INTEGER, -- NULL is unlimited
    assigned INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, kind, name)
) WITHOUT ROWID;

CREATE TABLE user_setting (
    subscriber INTEGER NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    area TEXT NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (subscriber, area)
) WITHOUT ROWID;

CREATE TABLE group_setting (
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    area TEXT NOT NULL,
    settings TEXT NOT NULL,
    PRIMARY KEY (tenant, area)
) WITHOUT ROWID;

CREATE TABLE schedule (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    subscriber INTEGER REFERENCES subscriber ON DELETE CASCADE, -- NULL: the group's
    name TEXT NOT NULL,
    type TEXT NOT NULL -- Time or Holiday
);
CREATE UNIQUE INDEX schedule_name ON schedule (tenant, ifnull(subscriber, 0), type, name);

-- Schedules of a whole service provider, which its groups see; they have no events here.
CREATE TABLE provider_schedule (
    service_provider TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL, -- Time or Holiday
    PRIMARY KEY (service_provider, type, name)
) WITHOUT ROWID;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    schedule INTEGER NOT NULL REFERENCES schedule ON DELETE CASCADE,
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    UNIQUE (schedule, name)
);

CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    mac TEXT UNIQUE,
    settings TEXT NOT NULL,
    UNIQUE (tenant, name)
);

-- Further telephones of users: the endpoints of their Shared Call Appearance.
CREATE TABLE shared_line (
    subscriber INTEGER NOT NULL REFERENCES subscriber ON DELETE CASCADE,
    device INTEGER NOT NULL REFERENCES device,
    line_port TEXT PRIMARY KEY,
    active INTEGER NOT NULL,
    origination INTEGER NOT NULL,
    termination INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX shared_line_of_subscriber ON shared_line (subscriber);
CREATE INDEX shared_line_of_device ON shared_line (device);
CREATE TRIGGER appearances_went AFTER DELETE ON user_service WHEN old.name LIKE 'Shared Call Appearance%' AND NOT EXISTS (
    SELECT 1 FROM user_service WHERE subscriber = old.subscriber AND name LIKE 'Shared Call Appearance%'
) BEGIN
    DELETE FROM shared_line WHERE subscriber = old.subscriber;
END;

CREATE TABLE device_type (
    name TEXT PRIMARY KEY,
    ports INTEGER -- how many lines one has; NULL is unlimited
) WITHOUT ROWID;

CREATE TABLE announcement (
    id INTEGER PRIMARY KEY,
    tenant INTEGER NOT NULL REFERENCES tenant ON DELETE CASCADE,
    subscriber INTEGER REFERENCES subscriber ON DELETE CASCADE, -- NULL: the group's
    name TEXT NOT NULL,
    type TEXT NOT NULL, -- WMA, WAV, 3GP or MOV
    description TEXT NOT NULL,
    content BLOB NOT NULL,
    uploaded TEXT NOT NULL
);
CREATE UNIQUE INDEX announcement_name ON announcement (tenant, ifnull(subscriber, 0), name, type);

-- Every command that came in, so that a client's rate can be judged afterwards.
CREATE TABLE tally (
    at REAL NOT NULL, -- seconds since 1970
    tenant TEXT NOT NULL, -- SERVICE_PROVIDER/GROUP of whoever is logged in, or empty
    request TEXT NOT NULL,
    user_id TEXT NOT NULL
);
