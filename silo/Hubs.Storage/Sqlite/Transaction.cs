namespace Hubs.Storage.Sqlite;

/// <summary>What the writes of one commit may touch. Owned by the writer thread; heads move for others only after the commit.</summary>
internal sealed class Transaction(Connection connection) : IDisposable
{
    private readonly Statement _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly Statement _commit = connection.Prepare("COMMIT");
    private readonly Statement _append = connection.Prepare(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?)"
    );
    private readonly Statement _etag = connection.Prepare(
        "SELECT etag FROM state WHERE name = ? AND key = ?"
    );
    private readonly Statement _write = connection.Prepare(
        """
        INSERT INTO state (name, key, etag, checksum, value) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name, key) DO UPDATE SET etag = excluded.etag, checksum = excluded.checksum, value = excluded.value
        """
    );
    private readonly Statement _clear = connection.Prepare(
        "DELETE FROM state WHERE name = ? AND key = ?"
    );
    private readonly Statement _saveHead = connection.Prepare(
        "INSERT OR REPLACE INTO head VALUES (?, ?, ?)"
    );
    private readonly Statement _saveCheckpoint = connection.Prepare(
        "UPDATE checkpoint SET row = ?"
    );

    private readonly List<JournalRow> _appended = [];
    private readonly Dictionary<string, Head> _moved = new(StringComparer.Ordinal);
    private Heads _heads = new();
    private bool _savesHeads;

    public void Begin(Heads heads, bool saveHeads)
    {
        _heads = heads;
        _appended.Clear();
        _moved.Clear();
        _begin.Run();
        _savesHeads = saveHeads;
        if (saveHeads)
            heads.Save(_saveHead, _saveCheckpoint);
    }

    public void Commit() => _commit.Run();

    /// <summary>The commit is on disk: now everyone may know.</summary>
    public void Publish()
    {
        if (_savesHeads)
            _heads.Saved();
        foreach (var row in _appended)
            _heads.Moved(row);
    }

    public void Rollback()
    {
        if (connection.InTransaction)
            connection.Execute("ROLLBACK");
    }

    public long Version(string stream) => Head(stream).Version;

    public long Append(string stream, int entries, byte[] packed)
    {
        var head = Head(stream);
        var id = _heads.NewestRow + _appended.Count + 1;
        var row = new JournalRow(id, stream, head.Version + 1, head.Version + entries, head.Row);
        _append
            .Bind(1, row.Id)
            .Bind(2, row.Stream)
            .Bind(3, row.First)
            .Bind(4, row.Last)
            .Bind(5, row.Previous)
            .Bind(6, row.Checksum(packed))
            .Bind(7, packed)
            .Run();
        _appended.Add(row);
        _moved[stream] = new Head(row.Id, row.Last);
        return row.Last;
    }

    public string? Etag(string name, string key)
    {
        _etag.Bind(1, name).Bind(2, key);
        try
        {
            return _etag.Step() ? _etag.Text(0) : null;
        }
        finally
        {
            _etag.Reset();
        }
    }

    public void Write(string name, string key, string etag, ReadOnlySpan<byte> value) =>
        _write
            .Bind(1, name)
            .Bind(2, key)
            .Bind(3, etag)
            .Bind(4, JournalRow.StateChecksum(name, key, etag, value))
            .Bind(5, value)
            .Run();

    public void Clear(string name, string key) => _clear.Bind(1, name).Bind(2, key).Run();

    private Head Head(string stream) =>
        _moved.TryGetValue(stream, out var head) ? head : _heads[stream];

    public void Dispose()
    {
        foreach (
            var statement in new[]
            {
                _begin,
                _commit,
                _append,
                _etag,
                _write,
                _clear,
                _saveHead,
                _saveCheckpoint,
            }
        )
            statement.Dispose();
    }
}
