using System.Collections.Concurrent;

namespace Hubs.Storage.Sqlite;

/// <summary>Read connections, opened when needed and kept. Readers never wait for the writer (WAL).</summary>
internal sealed class Readers(string path) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<Reader> _idle = [];
    private volatile bool _isClosed;

    public T Use<T>(Func<Reader, T> read)
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteStore));
        var reader = _idle.TryTake(out var idle) ? idle : new Reader(path);
        try
        {
            return read(reader);
        }
        finally
        {
            if (_idle.Count < Kept)
                _idle.Add(reader);
            else
                reader.Dispose();
            // Closed while this one read: then nobody else looks into the bag any more.
            if (_isClosed)
                CloseIdle();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }
}

internal sealed class Reader : IDisposable
{
    private readonly string _path;
    private readonly Statement _row;
    private readonly Statement _state;
    private readonly Statement _keys;

    public Reader(string path)
    {
        _path = path;
        Connection = Connection.OpenReader(path);
        _row = Connection.Prepare(
            "SELECT stream, first, last, previous, checksum, entries FROM journal WHERE id = ?"
        );
        _state = Connection.Prepare(
            "SELECT etag, checksum, value FROM state WHERE name = ? AND key = ?"
        );
        _keys = Connection.Prepare("SELECT key FROM state WHERE name = ? ORDER BY key");
    }

    public Connection Connection { get; }

    /// <summary>Walks the back-links from the stream's newest row to the first one that holds an entry after <paramref name="version"/>.</summary>
    public List<ReadOnlyMemory<byte>> EntriesAfter(string stream, long version, Head head)
    {
        var newestFirst = new List<List<ReadOnlyMemory<byte>>>();
        for (var (id, last) = (head.Row, head.Version); last > version; )
        {
            var (row, entries) = Row(id);
            if (row.Stream != stream || row.Last != last)
                throw Damaged(id);
            newestFirst.Add(entries);
            (id, last) = (row.Previous, row.First - 1);
        }
        var found = new List<ReadOnlyMemory<byte>>((int)(head.Version - version));
        for (var i = newestFirst.Count - 1; i >= 0; i--)
            found.AddRange(newestFirst[i]);
        // The oldest row read may begin before the version asked for.
        found.RemoveRange(0, found.Count - (int)(head.Version - version));
        return found;
    }

    private (JournalRow Row, List<ReadOnlyMemory<byte>> Entries) Row(long id)
    {
        _row.Bind(1, id);
        try
        {
            if (!_row.Step())
                throw Damaged(id);
            var row = new JournalRow(
                id,
                _row.Text(0),
                _row.Number(1),
                _row.Number(2),
                _row.Number(3)
            );
            var packed = _row.Blob(5).ToArray();
            return row.Checksum(packed) == _row.Number(4)
                ? (row, row.Unpack(packed))
                : throw Damaged(id);
        }
        finally
        {
            _row.Reset();
        }
    }

    private DamagedStoreException Damaged(long id) =>
        new(
            $"Row {id} of the journal in {_path} is damaged. Restore the newest good backup into this folder."
        );

    public StoredState? State(string name, string key)
    {
        _state.Bind(1, name).Bind(2, key);
        try
        {
            if (!_state.Step())
                return null;
            var stored = new StoredState(_state.Blob(2).ToArray(), _state.Text(0));
            return
                JournalRow.StateChecksum(name, key, stored.Etag, stored.Value.Span)
                == _state.Number(1)
                ? stored
                : throw new DamagedStoreException($"The state {name}/{key} in {_path} is damaged.");
        }
        finally
        {
            _state.Reset();
        }
    }

    /// <summary>Ordinal order. Only asked for when everything is exported, so the statement is not kept.</summary>
    public IReadOnlyList<(string Name, string Key)> AllStates()
    {
        using var all = Connection.Prepare("SELECT name, key FROM state");
        var found = new List<(string Name, string Key)>();
        while (all.Step())
            found.Add((all.Text(0), all.Text(1)));
        return
        [
            .. found
                .OrderBy(state => state.Name, StringComparer.Ordinal)
                .ThenBy(state => state.Key, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<string> Keys(string name)
    {
        var keys = new List<string>();
        _keys.Bind(1, name);
        try
        {
            while (_keys.Step())
                keys.Add(_keys.Text(0));
            return keys;
        }
        finally
        {
            _keys.Reset();
        }
    }

    public void Dispose()
    {
        _row.Dispose();
        _state.Dispose();
        _keys.Dispose();
        Connection.Dispose();
    }
}
