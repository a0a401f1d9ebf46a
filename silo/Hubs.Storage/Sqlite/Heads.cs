using System.Collections.Concurrent;

namespace Hubs.Storage.Sqlite;

/// <summary>Where a stream ends: its newest row and version.</summary>
internal readonly record struct Head(long Row, long Version);

/// <summary>
/// Where every stream ends, kept in memory because the journal has no index by stream. The head table holds them as of row
/// <see cref="SavedAt"/>; rows after it are scanned, and checked, when the file is opened.
/// </summary>
internal sealed class Heads
{
    private readonly ConcurrentDictionary<string, Head> _heads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedSinceSaved = new(StringComparer.Ordinal);

    /// <summary>Id of the newest journal row.</summary>
    public long NewestRow { get; private set; }

    public long SavedAt { get; private set; }

    public int Count => _heads.Count;

    public Head this[string stream] => _heads.GetValueOrDefault(stream);

    public IEnumerable<KeyValuePair<string, Head>> All => _heads;

    public static Heads Load(Connection connection, string path)
    {
        var heads = new Heads { SavedAt = connection.Number("SELECT row FROM checkpoint") };
        heads.NewestRow = heads.SavedAt;
        using var saved = connection.Prepare("SELECT stream, row, version FROM head");
        while (saved.Step())
            heads._heads[saved.Text(0)] = new Head(saved.Number(1), saved.Number(2));
        heads.Scan(connection, path, heads.SavedAt);
        return heads;
    }

    /// <summary>Every row of the journal read again from the first, for a full check.</summary>
    public static Heads Rebuild(Connection connection, string path)
    {
        var heads = new Heads();
        heads.Scan(connection, path, after: 0);
        return heads;
    }

    private void Scan(Connection connection, string path, long after)
    {
        using var rows = connection.Prepare(
            "SELECT id, stream, first, last, previous, checksum, entries FROM journal WHERE id > ? ORDER BY id"
        );
        rows.Bind(1, after);
        while (rows.Step())
        {
            var row = new JournalRow(
                rows.Number(0),
                rows.Text(1),
                rows.Number(2),
                rows.Number(3),
                rows.Number(4)
            );
            var head = this[row.Stream];
            var follows =
                row.Id == NewestRow + 1
                && row.Previous == head.Row
                && row.First == head.Version + 1
                && row.Last >= row.First;
            if (!follows || row.Checksum(rows.Blob(6)) != rows.Number(5))
                throw new DamagedStoreException(
                    $"Row {row.Id} of the journal in {path} is damaged. Restore the newest good backup into this folder."
                );
            Moved(row);
        }
    }

    public void Moved(JournalRow row)
    {
        _heads[row.Stream] = new Head(row.Id, row.Last);
        _changedSinceSaved.Add(row.Stream);
        NewestRow = row.Id;
    }

    /// <summary>Writes the changed heads inside the writer's transaction. <see cref="Saved"/> follows its commit.</summary>
    public void Save(Statement upsertHead, Statement moveCheckpoint)
    {
        foreach (var stream in _changedSinceSaved)
        {
            var head = this[stream];
            upsertHead.Bind(1, stream).Bind(2, head.Row).Bind(3, head.Version).Run();
        }
        moveCheckpoint.Bind(1, NewestRow).Run();
    }

    public void Saved()
    {
        SavedAt = NewestRow;
        _changedSinceSaved.Clear();
    }
}
