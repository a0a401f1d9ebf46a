using System.Globalization;

namespace Hubs.Storage.Sqlite;

/// <summary>
/// The tables, as a list of steps forward: schema version n is what the first n steps make. Steps are never edited once released; a change is a new step at the end.
/// </summary>
internal static class Schema
{
    // "HUBS" in ASCII, so that no other program's file is taken for ours.
    private const int ApplicationId = 0x48554253;

    public static readonly IReadOnlyList<string> Steps =
    [
        """
            -- One row per append, in commit order, ids without gaps. No index by stream: each stream would dirty a page of its own.
            CREATE TABLE journal (
                id INTEGER PRIMARY KEY,
                stream TEXT NOT NULL,
                first INTEGER NOT NULL,     -- version of the first entry in this row
                last INTEGER NOT NULL,      -- version of the last entry
                previous INTEGER NOT NULL,  -- id of the stream's row before this one, 0 for none
                checksum INTEGER NOT NULL,
                entries BLOB NOT NULL       -- each: length (4 bytes, little endian), bytes
            );
            -- Where every stream ended when journal row checkpoint.row was the newest.
            CREATE TABLE head (stream TEXT PRIMARY KEY, row INTEGER NOT NULL, version INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE checkpoint (row INTEGER NOT NULL);
            INSERT INTO checkpoint VALUES (0);
            CREATE TABLE state (
                name TEXT NOT NULL,
                key TEXT NOT NULL,
                etag TEXT NOT NULL,
                checksum INTEGER NOT NULL,
                value BLOB NOT NULL,
                UNIQUE (name, key)
            );
            """,
    ];

    /// <summary>Brings the file to the newest schema in one transaction, or refuses it plainly.</summary>
    public static void Upgrade(Connection connection, string path, IReadOnlyList<string> steps)
    {
        var version = Accept(connection, path, steps.Count);
        if (version == steps.Count)
            return;
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var step in steps.Skip((int)version))
                connection.Execute(step);
            connection.Execute(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={steps.Count}; COMMIT"
                )
            );
        }
        catch (SqliteFailure cause)
        {
            if (connection.InTransaction)
                connection.Execute("ROLLBACK");
            throw new StoreUnusableException(
                $"{path} could not be brought from schema {version} to {steps.Count} and was left as it was. {cause.Message}",
                cause
            );
        }
    }

    /// <summary>The file's schema version: 0 for a new file.</summary>
    public static long Accept(Connection connection, string path, int newest)
    {
        var version = connection.Number("PRAGMA user_version");
        var isNew = version == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew && connection.Number("PRAGMA application_id") != ApplicationId)
            throw new StoreUnusableException(
                $"{path} is a database of another program. Name the right file or folder."
            );
        if (version > newest)
            throw new NewerStoreException(
                $"{path} was written by a newer version of this program (schema {version}; this one knows up to {newest}). Start the newer version, or restore a backup made by this one."
            );
        return version;
    }

    /// <summary>Copies a file that an upgrade would change aside, as it is.</summary>
    public static void KeepOlder(Connection connection, string path, IReadOnlyList<string> steps)
    {
        var version = Accept(connection, path, steps.Count);
        if (version == 0 || version == steps.Count)
            return;
        var copy = string.Create(CultureInfo.InvariantCulture, $"{path}.schema-{version}");
        File.Delete(copy); // Left by an upgrade that did not finish.
        using var vacuum = connection.Prepare("VACUUM INTO ?");
        vacuum.Bind(1, copy).Run();
        DataFile.Sync(copy);
    }
}
