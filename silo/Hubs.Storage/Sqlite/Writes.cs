namespace Hubs.Storage.Sqlite;

/// <summary>
/// One caller's wish. The writer thread runs it inside a transaction and, once the commit's outcome is known, it is answered off that thread.
/// Continuations run where they are answered, one commit's answers in one work item, so they must not block on one another.
/// </summary>
internal abstract class Write(string target)
{
    public string Target { get; } = target;

    public abstract void Run(Transaction transaction);

    public abstract void Answer();

    public abstract void AnswerUnknown(Exception cause);
}

internal abstract class Write<T>(string target) : Write(target)
{
    private readonly TaskCompletionSource<T> _answer = new();
    private T _result = default!;
    private Exception? _refusal;

    public Task<T> Task => _answer.Task;

    public sealed override void Run(Transaction transaction)
    {
        _refusal = Refusal(transaction);
        if (_refusal is null)
            _result = Change(transaction);
    }

    public sealed override void Answer()
    {
        if (_refusal is null)
            _answer.SetResult(_result);
        else
            _answer.SetException(_refusal);
    }

    public sealed override void AnswerUnknown(Exception cause) =>
        _answer.SetException(Unknown(cause));

    protected abstract Exception? Refusal(Transaction transaction);

    protected abstract T Change(Transaction transaction);

    protected abstract Exception Unknown(Exception cause);
}

internal sealed class AppendWrite(string stream, JournalEnd expected, int entries, byte[] packed)
    : Write<JournalEnd>(stream)
{
    protected override Exception? Refusal(Transaction transaction)
    {
        var version = transaction.Version(Target);
        return version == expected.Version
            ? null
            : JournalConflictException.At(Target, version, expected.Version);
    }

    protected override JournalEnd Change(Transaction transaction) =>
        new(transaction.Append(Target, entries, packed), null);

    protected override Exception Unknown(Exception cause) =>
        JournalException.Unknown(Target, cause);
}

internal abstract class StateChange<T>(string name, string key, string? expectedEtag)
    : Write<T>($"{name}/{key}")
{
    protected string Name { get; } = name;

    protected string Key { get; } = key;

    protected override Exception? Refusal(Transaction transaction) =>
        transaction.Etag(Name, Key) == expectedEtag ? null : new StateConflictException(Target);

    protected override Exception Unknown(Exception cause) => StateException.Unknown(Target, cause);
}

internal sealed class StateWrite(
    string name,
    string key,
    ReadOnlyMemory<byte> value,
    string? expectedEtag
) : StateChange<string>(name, key, expectedEtag)
{
    protected override string Change(Transaction transaction)
    {
        var etag = Guid.NewGuid().ToString("N");
        transaction.Write(Name, Key, etag, value.Span);
        return etag;
    }
}

internal sealed class StateClear(string name, string key, string? expectedEtag)
    : StateChange<bool>(name, key, expectedEtag)
{
    protected override bool Change(Transaction transaction)
    {
        transaction.Clear(Name, Key);
        return true;
    }
}

/// <summary>Changes nothing; its answer says that the writer knows the truth again.</summary>
internal sealed class Reload() : Write<bool>("")
{
    protected override Exception? Refusal(Transaction transaction) => null;

    protected override bool Change(Transaction transaction) => true;

    protected override Exception Unknown(Exception cause) => JournalException.Unreadable(cause);
}
