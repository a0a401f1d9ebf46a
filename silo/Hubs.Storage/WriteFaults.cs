namespace Hubs.Storage;

/// <summary>What a write can meet.</summary>
public enum WriteFault
{
    /// <summary>The commit never happened, but the writer is only told that something failed.</summary>
    FailBeforeCommit,

    /// <summary>The commit happened, but the writer is told that something failed.</summary>
    FailAfterCommit,

    /// <summary>The disk is full for this write.</summary>
    DiskFull,
}

/// <summary>
/// Pulls the plug on purpose: tests plan what the next writes meet, in order. A fault hits the whole commit its write is in,
/// as a real disk's would. Without a plan every write goes through.
/// </summary>
public sealed class WriteFaults
{
    private readonly Lock _lock = new();
    private readonly List<(string? Target, WriteFault Fault)> _planned = [];
    private TaskCompletionSource? _held;

    /// <summary>The next write to <paramref name="target"/> (a stream, or a state's "name/key"; null: any write) meets this fault.</summary>
    public void Plan(WriteFault fault, string? target = null)
    {
        lock (_lock)
            _planned.Add((target, fault));
    }

    /// <summary>From now on no write reaches the disk until <see cref="Release"/>: a slow disk without waiting for a clock.</summary>
    public void Hold()
    {
        lock (_lock)
            _held ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Release()
    {
        lock (_lock)
        {
            _held?.SetResult();
            _held = null;
        }
    }

    internal Task Gate
    {
        get
        {
            lock (_lock)
                return _held?.Task ?? Task.CompletedTask;
        }
    }

    internal WriteFault? Take(string target)
    {
        lock (_lock)
        {
            var at = _planned.FindIndex(planned =>
                planned.Target is null || planned.Target == target
            );
            if (at < 0)
                return null;
            var fault = _planned[at].Fault;
            _planned.RemoveAt(at);
            return fault;
        }
    }
}

/// <summary>The failure a planned fault causes.</summary>
internal sealed class PlannedFaultException(WriteFault fault)
    : Exception($"Planned fault: {fault}.");
