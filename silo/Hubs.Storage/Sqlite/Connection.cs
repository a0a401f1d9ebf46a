using SQLitePCL;

namespace Hubs.Storage.Sqlite;

/// <summary>SQLite said no. Codes: https://sqlite.org/rescode.html</summary>
internal sealed class SqliteFailure(int code, string message)
    : Exception($"SQLite {code}: {message}");

/// <summary>One SQLite connection, used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private readonly sqlite3 _handle;

    static Connection() => Batteries_V2.Init();

    private Connection(sqlite3 handle) => _handle = handle;

    public static Connection OpenWriter(string path)
    {
        var connection = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        // FULL: a commit returns only after the log is on disk (https://sqlite.org/pragma.html#pragma_synchronous).
        connection.Execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=2000;"
        );
        return connection;
    }

    public static Connection OpenReader(string path) => Open(path, raw.SQLITE_OPEN_READONLY);

    private static Connection Open(string path, int flags)
    {
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            handle?.Dispose();
            throw new SqliteFailure(
                code,
                $"{path} cannot be opened: {raw.sqlite3_errstr(code).utf8_to_string()}"
            );
        }
        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, 5_000);
        return new Connection(handle);
    }

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        return new Statement(this, statement);
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    internal void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw new SqliteFailure(code, raw.sqlite3_errmsg(_handle).utf8_to_string());
    }

    public void Dispose() => _handle.Dispose();
}

/// <summary>A prepared statement. Positions of parameters count from 1, of columns from 0, as in SQLite.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int position, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, position, value));
        return this;
    }

    public Statement Bind(int position, string value)
    {
        connection.Check(raw.sqlite3_bind_text(handle, position, value));
        return this;
    }

    public Statement Bind(int position, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and no address means NULL to SQLite.
        var code = value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, position, 0)
            : raw.sqlite3_bind_blob(handle, position, value);
        connection.Check(code);
        return this;
    }

    /// <summary>True while there is a row to look at.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        connection.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Runs to the end and makes the statement ready for its next use, also after a failure.</summary>
    public void Run()
    {
        try
        {
            while (Step()) { }
        }
        finally
        {
            Reset();
        }
    }

    // The code that reset returns is the one the failed step already reported.
    public void Reset() => _ = raw.sqlite3_reset(handle);

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public void Dispose() => handle.Dispose();
}
