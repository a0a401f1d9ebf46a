using Microsoft.Data.Sqlite;

namespace Hubs.Bench.Bare;

/// <summary>One thread inserts whatever is queued in one transaction: WAL, synchronous FULL, as the product's own store.</summary>
internal sealed class GroupCommit : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;
    private List<Insertion> _queue = [];
    private bool _closing;

    public GroupCommit(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, key TEXT, body BLOB)");
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    public Task<long> Insert(string key, byte[] body)
    {
        var insertion = new Insertion(
            key,
            body,
            new TaskCompletionSource<long>(TaskCreationOptions.None)
        );
        lock (_connection)
        {
            _queue.Add(insertion);
            Monitor.Pulse(_connection);
        }
        return insertion.Row.Task;
    }

    private void Work()
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO rows (key, body) VALUES ($key, $body)";
        var key = insert.Parameters.Add("$key", SqliteType.Text);
        var body = insert.Parameters.Add("$body", SqliteType.Blob);
        insert.Prepare();
        var row = 0L;
        while (Next() is { } batch)
        {
            var first = row;
            Execute("BEGIN IMMEDIATE");
            foreach (var insertion in batch)
            {
                (key.Value, body.Value) = (insertion.Key, insertion.Body);
                insert.ExecuteNonQuery();
                row++;
            }
            Execute("COMMIT");
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    for (var i = 0; i < batch.Count; i++)
                        batch[i].Row.SetResult(first + i + 1);
                },
                null
            );
        }
    }

    private List<Insertion>? Next()
    {
        lock (_connection)
        {
            while (_queue.Count == 0)
            {
                if (_closing)
                    return null;
                Monitor.Wait(_connection);
            }
            var batch = _queue;
            _queue = [];
            return batch;
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        lock (_connection)
        {
            _closing = true;
            Monitor.Pulse(_connection);
        }
        _thread.Join();
        _connection.Dispose();
    }

    private sealed record Insertion(string Key, byte[] Body, TaskCompletionSource<long> Row);
}
