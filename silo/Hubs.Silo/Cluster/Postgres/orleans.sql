-- What Orleans' ADO.NET providers (10.4) need: tables, and under names they know the statements they send. Made once, when the database has no OrleansQuery
-- yet; where an operator has run Orleans' own scripts, those stay. Statements keep to the providers' names of parameters and columns; each is one
-- atomic step, and those that may lose a race answer with how many rows they changed.

CREATE TABLE cluster_version (
    deployment varchar(150) PRIMARY KEY,
    version integer NOT NULL DEFAULT 0
);

CREATE TABLE cluster_member (
    deployment varchar(150) NOT NULL REFERENCES cluster_version,
    address varchar(45) NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    siloname varchar(150) NOT NULL,
    hostname varchar(150) NOT NULL,
    status integer NOT NULL,
    proxyport integer,
    suspecttimes text,
    starttime timestamptz NOT NULL,
    iamalivetime timestamptz NOT NULL,
    PRIMARY KEY (deployment, address, port, generation)
);

CREATE TABLE grain_reminder (
    service varchar(150) NOT NULL,
    grainid text NOT NULL,
    remindername varchar(150) NOT NULL,
    starttime timestamptz NOT NULL,
    period bigint NOT NULL,
    hash integer NOT NULL,
    version integer NOT NULL DEFAULT 0,
    PRIMARY KEY (service, grainid, remindername)
);

CREATE INDEX grain_reminder_hash ON grain_reminder (service, hash);

CREATE TABLE OrleansQuery (
    QueryKey varchar(64) PRIMARY KEY,
    QueryText text NOT NULL
);

INSERT INTO OrleansQuery VALUES

-- Who is in the cluster. 3 is "active": only such silos take clients.

('GatewaysQueryKey', 'SELECT address AS Address, proxyport AS ProxyPort, generation AS Generation FROM cluster_member
    WHERE deployment = @DeploymentId AND status = @Status AND proxyport > 0'),

('MembershipReadAllKey', 'SELECT m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
    FROM cluster_version v LEFT JOIN cluster_member m USING (deployment) WHERE v.deployment = @DeploymentId'),

('MembershipReadRowKey', 'SELECT m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
    FROM cluster_version v LEFT JOIN cluster_member m
    ON m.deployment = v.deployment AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.deployment = @DeploymentId'),

('InsertMembershipVersionKey', 'WITH made AS (INSERT INTO cluster_version (deployment) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int FROM made'),

-- A silo joins or changes only if nobody has changed anything since it looked.

('InsertMembershipKey', 'WITH turn AS (UPDATE cluster_version SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version RETURNING deployment),
    joined AS (INSERT INTO cluster_member (deployment, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
        SELECT deployment, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turn RETURNING 1)
    SELECT count(*)::int FROM joined'),

('UpdateMembershipKey', 'WITH turn AS (UPDATE cluster_version SET version = version + 1 WHERE deployment = @DeploymentId AND version = @Version RETURNING deployment),
    changed AS (UPDATE cluster_member m SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime FROM turn
        WHERE m.deployment = turn.deployment AND m.address = @Address AND m.port = @Port AND m.generation = @Generation RETURNING 1)
    SELECT count(*)::int FROM changed'),

('UpdateIAmAlivetimeKey', 'UPDATE cluster_member SET iamalivetime = @IAmAliveTime
    WHERE deployment = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),

('CleanupDefunctSiloEntriesKey', 'DELETE FROM cluster_member WHERE deployment = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3'),

('DeleteMembershipTableEntriesKey', 'DELETE FROM cluster_member WHERE deployment = @DeploymentId;
    DELETE FROM cluster_version WHERE deployment = @DeploymentId'),

-- Reminders. Grains are spread over a ring of hashes, of which each silo asks for its stretch; a stretch may lead over the end of the ring.

('ReadReminderRowsKey', 'SELECT grainid, remindername, starttime, period, version FROM grain_reminder
    WHERE service = @ServiceId AND grainid = @GrainId'),

('ReadReminderRowKey', 'SELECT grainid, remindername, starttime, period, version FROM grain_reminder
    WHERE service = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName'),

('ReadRangeRows1Key', 'SELECT grainid, remindername, starttime, period, version FROM grain_reminder
    WHERE service = @ServiceId AND hash > @BeginHash AND hash <= @EndHash'),

('ReadRangeRows2Key', 'SELECT grainid, remindername, starttime, period, version FROM grain_reminder
    WHERE service = @ServiceId AND (hash > @BeginHash OR hash <= @EndHash)'),

('UpsertReminderRowKey', 'INSERT INTO grain_reminder AS r (service, grainid, remindername, starttime, period, hash)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash)
    ON CONFLICT (service, grainid, remindername) DO UPDATE
        SET starttime = excluded.starttime, period = excluded.period, hash = excluded.hash, version = r.version + 1
    RETURNING version'),

('DeleteReminderRowKey', 'WITH gone AS (DELETE FROM grain_reminder
        WHERE service = @ServiceId AND grainid = @GrainId AND remindername = @ReminderName AND version = @Version RETURNING 1)
    SELECT count(*)::int FROM gone'),

('DeleteReminderRowsKey', 'DELETE FROM grain_reminder WHERE service = @ServiceId');
