using System.Diagnostics;

namespace Hubs.Storage.Sqlite;

/// <summary>
/// The one thread that writes. Whatever is queued when it looks goes into one transaction, so one wait for the disk serves many callers.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int WritesPerCommit = 4_096;

    private readonly Connection _connection;
    private readonly Transaction _transaction;
    private readonly string _path;
    private readonly WriteFaults _faults;
    private readonly int _saveHeadsEvery;
    private readonly StoreMeter _meter;
    private readonly Thread _thread;
    private readonly Queue<Write> _queue = new();
    private bool _closing;
    private volatile bool _knowsTheTruth = true;
    private volatile Heads _heads;

    public Writer(Connection connection, string path, WriteFaults faults, int saveHeadsEvery)
    {
        (_connection, _path, _faults, _saveHeadsEvery) = (connection, path, faults, saveHeadsEvery);
        _heads = Heads.Load(connection, path);
        _transaction = new Transaction(connection);
        _meter = new StoreMeter(path, () => _heads.NewestRow, () => _queue.Count);
        _thread = new Thread(Work) { IsBackground = true, Name = "Hubs.Storage writer" };
        _thread.Start();
    }

    /// <summary>False between a failed commit and the next successful reading of what the file holds.</summary>
    public bool KnowsTheTruth => _knowsTheTruth;

    public Heads Heads => _heads;

    public Task<T> Enqueue<T>(Write<T> write)
    {
        lock (_queue)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(SqliteStore));
            _queue.Enqueue(write);
            Monitor.Pulse(_queue);
        }
        return write.Task;
    }

    /// <summary>Finishes what is queued, then closes the file.</summary>
    public void Dispose()
    {
        lock (_queue)
        {
            _closing = true;
            Monitor.Pulse(_queue);
        }
        _thread.Join();
    }

    private void Work()
    {
        while (Next() is { } writes)
        {
            var failure = Commit(writes);
            // Off this thread, so that callers' code never delays the next commit; one work item, because many small ones cost more.
            ThreadPool.UnsafeQueueUserWorkItem(Answer, (writes, failure), preferLocal: false);
        }
        if (_knowsTheTruth)
            Commit([], saveHeads: true); // If this fails, the next opening scans more rows: nothing else is lost.
        _transaction.Dispose();
        _connection.Dispose();
        _meter.Dispose();
    }

    private List<Write>? Next()
    {
        lock (_queue)
        {
            while (_queue.Count == 0)
            {
                if (_closing)
                    return null;
                Monitor.Wait(_queue);
            }
            var writes = new List<Write>(Math.Min(_queue.Count, WritesPerCommit));
            while (writes.Count < WritesPerCommit && _queue.TryDequeue(out var write))
                writes.Add(write);
            return writes;
        }
    }

    /// <summary>Null when everything is on disk; else nothing is known of any of it.</summary>
    private Exception? Commit(List<Write> writes, bool saveHeads = false)
    {
        try
        {
            _faults.Gate.Wait();
            if (!_knowsTheTruth)
                Reload();
            RunInOneTransaction(writes, saveHeads);
            return null;
        }
        catch (Exception failure) // Whatever it was, callers wait for an answer and the next commit must not build on a guess.
        {
            _meter.Failed();
            _knowsTheTruth = false;
            return ReloadAfter(failure);
        }
    }

    private void RunInOneTransaction(List<Write> writes, bool saveHeads)
    {
        var started = Stopwatch.GetTimestamp();
        var isTime = _heads.NewestRow - _heads.SavedAt >= _saveHeadsEvery;
        _transaction.Begin(_heads, saveHeads || isTime);
        WriteFault? fault = null;
        foreach (var write in writes)
        {
            fault ??= _faults.Take(write.Target);
            using var full = fault == WriteFault.DiskFull ? new FullDisk(_connection) : null;
            write.Run(_transaction);
        }
        if (fault is WriteFault.FailBeforeCommit or WriteFault.DiskFull)
            throw new PlannedFaultException(fault.Value);
        _transaction.Commit();
        if (fault == WriteFault.FailAfterCommit)
            throw new PlannedFaultException(fault.Value);
        _transaction.Publish();
        _meter.Committed(writes.Count, Stopwatch.GetElapsedTime(started));
    }

    private Exception ReloadAfter(Exception failure)
    {
        try
        {
            Reload();
            return failure;
        }
        catch (Exception unreadable) // Tried again before the next commit or read.
        {
            return new AggregateException(failure, unreadable);
        }
    }

    /// <summary>After a failed commit what it did is unknown, so everything believed is read again from the file.</summary>
    private void Reload()
    {
        _transaction.Rollback();
        _heads = Heads.Load(_connection, _path);
        _knowsTheTruth = true;
    }

    private static void Answer((List<Write> Writes, Exception? Failure) commit)
    {
        foreach (var write in commit.Writes)
        {
            if (commit.Failure is null)
                write.Answer();
            else
                write.AnswerUnknown(commit.Failure);
        }
    }

    private static void Answer(object? commit) => Answer(((List<Write>, Exception?))commit!);
}

/// <summary>A real "disk full" from SQLite, for tests: the file may not grow while this lives.</summary>
internal sealed class FullDisk : IDisposable
{
    private readonly Connection _connection;

    public FullDisk(Connection connection)
    {
        _connection = connection;
        connection.Execute("PRAGMA max_page_count=1"); // SQLite raises it to the present size.
    }

    public void Dispose() => _connection.Execute("PRAGMA max_page_count=4294967294");
}
