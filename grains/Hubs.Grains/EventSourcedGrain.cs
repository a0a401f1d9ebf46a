using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hubs.Grains;

/// <summary>What a command came to: what to answer, and what to save (null: nothing, as for a refusal or a repeat).</summary>
public readonly record struct Decision<TAnswer, TEntry>(TAnswer Answer, TEntry? Entry)
    where TEntry : class;

/// <summary>
/// A grain whose state is what its journal says. Commands are decided one after another on the <i>tentative</i> state, which includes what
/// is still on its way to disk; everybody else sees the <i>durable</i> state only. One append is in flight at a time, and what is decided
/// meanwhile goes into the next. Re-entrant so that this can happen: a subclass must hold no state across an await.
/// After a failed append nobody knows what is on disk: waiting commands get <see cref="NotConfirmedException"/>, and the journal is read
/// before anything else is decided.
/// </summary>
/// <typeparam name="TState">Immutable.</typeparam>
/// <typeparam name="TEntry">Immutable: everything one command changed.</typeparam>
[Reentrant]
public abstract class EventSourcedGrain<TState, TEntry>(
    IJournal journal,
    IPersistentState<Snapshot<TState>> snapshot
) : Grain
    where TState : class
    where TEntry : class
{
    // More than a day at a hub has, as a rule: a snapshot on the way costs as much as hundreds of bookings, and a thousand entries are read in some 15 ms.
    private const int EntriesPerSnapshot = 1_000;

    private JournalEnd _end = JournalEnd.Empty;

    // Set by OnActivateAsync, before the first call.
    private TState _durable = null!;
    private TState _tentative = null!;
    private ILogger _logger = null!;

    private Batch<TState, TEntry> _next = new();
    private Batch<TState, TEntry>? _inFlight;
    private bool _isInDoubt;
    private Task _reloading = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private Task _savingSnapshot = Task.CompletedTask;
    private long _snapshotVersion;

    /// <summary>The state before the first entry; may depend on the grain's key.</summary>
    protected abstract TState Empty { get; }

    /// <summary>Pure. Whatever it accepts when a command is decided it must accept for ever: entries are never edited.</summary>
    protected abstract TState Apply(TState state, TEntry entry);

    /// <summary>The journal's name for this grain, such as "diary/tilbury/2026-11-24". Never changes once released.</summary>
    protected abstract string Stream { get; }

    protected abstract JsonTypeInfo<TEntry> EntryJson { get; }

    /// <summary>What is on disk: what reads, boards and observers may see.</summary>
    protected TState Durable => _durable;

    /// <summary>Of <see cref="Durable"/>: the number of its entries.</summary>
    protected long Version => _end.Version;

    /// <summary>
    /// Called once for every move of <see cref="Durable"/> to newer entries, in order, in the same turn and before the commands are answered.
    /// Must not await. If it throws, the commands are answered all the same and the activation is dropped, so that watchers start afresh.
    /// </summary>
    protected virtual void Saved(TState before, TState after, IReadOnlyList<TEntry> entries) { }

    /// <summary>
    /// Decides on the tentative state and answers when everything the answer can rest on is on disk, refusals and repeats included.
    /// </summary>
    /// <param name="decide">Pure and synchronous. What it throws goes to the caller and changes nothing.</param>
    /// <exception cref="NotConfirmedException">The save failed, so the outcome is unknown. The same command with the same key finds out.</exception>
    protected async Task<TAnswer> Execute<TAnswer>(Func<TState, Decision<TAnswer, TEntry>> decide)
    {
        while (_isInDoubt)
            await ReloadOrRefuse();
        // From here to joining the batch nothing is awaited, so nothing can come between.
        var (answer, entry) = decide(_tentative);
        if (entry is not null)
            Join(entry);
        var restsOn = _next.IsEmpty ? _inFlight : _next;
        if (restsOn is null)
            return answer;
        if (!_isSending)
            StartSending();
        if (await restsOn.Failure is { } failure)
            throw NotConfirmed(failure);
        return answer;
    }

    /// <summary>Every entry up to <see cref="Version"/>, oldest first, from disk: the grain's history.</summary>
    protected async Task<IReadOnlyList<TEntry>> ReadHistory()
    {
        var version = Version;
        var tail = await journal.ReadAfter(Stream, JournalEnd.Empty);
        return [.. tail.Entries.Take((int)version).Select(Read)];
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _logger = (
            ServiceProvider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance
        ).CreateLogger(GetType());
        _durable = Empty;
        if (snapshot.RecordExists)
        {
            _durable = snapshot.State.State;
            _end = new JournalEnd(snapshot.State.Version, snapshot.State.Cursor);
            _snapshotVersion = Version;
        }
        var tail = await journal.ReadAfter(Stream, _end);
        _durable = tail.Entries.Select(Read).Aggregate(_durable, Apply);
        _tentative = _durable;
        _end = tail.End;
    }

    public override async Task OnDeactivateAsync(
        DeactivationReason reason,
        CancellationToken cancellationToken
    )
    {
        while (_isSending)
            await _sending;
        await _savingSnapshot;
        if (Version > _snapshotVersion)
            await SaveSnapshot();
    }

    private void Join(TEntry entry)
    {
        // Either may throw: only when both are done does anything change.
        var bytes = JsonSerializer.SerializeToUtf8Bytes(entry, EntryJson);
        var after = Apply(_tentative, entry);
        _next.Add(entry, bytes, after);
        _tentative = after;
    }

    private void StartSending()
    {
        // Set first: a journal that answers at once ends the loop before it returns.
        _isSending = true;
        _sending = Send();
    }

    /// <summary>Never throws: every command that waits is answered here.</summary>
    private async Task Send()
    {
        try
        {
            while (!_next.IsEmpty)
                await SendNext();
        }
        catch (Exception fault) // Not foreseen, so nothing in memory is trusted any more.
        {
            Doubt(fault);
            DeactivateOnIdle();
        }
        finally
        {
            _isSending = false;
        }
    }

    private async Task SendNext()
    {
        var batch = _inFlight = _next;
        _next = new();
        try
        {
            _end = await journal.Append(Stream, _end, batch.Bytes);
        }
        catch (Exception failure) // Whatever it was, a conflict included: what is on disk is unknown.
        {
            Doubt(failure);
            await ReloadIfPossible();
            return;
        }
        _inFlight = null;
        Move(batch.After!, batch.Entries);
        batch.Succeed();
    }

    /// <summary>What was decided on the batches on their way may rest on nothing.</summary>
    private void Doubt(Exception failure)
    {
        var (lost, decidedOnIt) = (_inFlight, _next);
        _inFlight = null;
        _next = new();
        _isInDoubt = true;
        lost?.Fail(failure);
        decidedOnIt.Fail(failure);
        _logger.LogWarning(
            failure,
            "Saving {Stream} after version {Version} failed.",
            Stream,
            Version
        );
    }

    private void Move(TState after, IReadOnlyList<TEntry> entries)
    {
        var before = _durable;
        _durable = after;
        try
        {
            Saved(before, after, entries);
        }
        catch (Exception fault) // Nothing thrown after the save may change what the commands are answered.
        {
            _logger.LogError(
                fault,
                "{Stream} could not tell of version {Version}; it starts afresh.",
                Stream,
                Version
            );
            DeactivateOnIdle();
        }
        // Never more often than the journal doubles: a snapshot is as long as all before it, so all of them together cost what the last one does.
        if (
            Version - _snapshotVersion >= Math.Max(EntriesPerSnapshot, _snapshotVersion)
            && _savingSnapshot.IsCompleted
        )
            _savingSnapshot = SaveSnapshot();
    }

    /// <summary>Shared by all who wait for it; tried again by the next command if it fails.</summary>
    private Task Reload()
    {
        if (_reloading.IsCompleted)
            _reloading = ReadTheTruth();
        return _reloading;
    }

    private async Task ReadTheTruth()
    {
        var tail = await journal.ReadAfter(Stream, _end);
        List<TEntry> entries = [.. tail.Entries.Select(Read)];
        _tentative = entries.Aggregate(_durable, Apply);
        _end = tail.End;
        _isInDoubt = false;
        if (entries.Count > 0)
            Move(_tentative, entries);
    }

    private async Task ReloadOrRefuse()
    {
        try
        {
            await Reload();
        }
        catch (Exception failure)
        {
            throw NotConfirmed(failure);
        }
    }

    private async Task ReloadIfPossible()
    {
        try
        {
            await Reload();
        }
        catch (Exception failure)
        {
            _logger.LogWarning(
                failure,
                "{Stream} could not be read; the next command tries again.",
                Stream
            );
        }
    }

    /// <summary>A snapshot only shortens the next loading, so it never fails anything and nothing waits for it.</summary>
    private async Task SaveSnapshot()
    {
        // Also if it fails: another attempt comes after as many entries again.
        _snapshotVersion = Version;
        try
        {
            snapshot.State = new Snapshot<TState>(_durable, _end.Version, _end.Cursor);
            await snapshot.WriteStateAsync();
        }
        catch (Exception failure)
        {
            _logger.LogWarning(
                failure,
                "No snapshot of {Stream} at version {Version}.",
                Stream,
                _snapshotVersion
            );
            await RelearnSnapshotTag();
        }
    }

    private async Task RelearnSnapshotTag()
    {
        try
        {
            await snapshot.ReadStateAsync();
        }
        catch (Exception failure)
        {
            _logger.LogWarning(failure, "The snapshot of {Stream} cannot be read.", Stream);
        }
    }

    private TEntry Read(ReadOnlyMemory<byte> entry) =>
        JsonSerializer.Deserialize(entry.Span, EntryJson)
        ?? throw new JsonException($"An entry of {Stream} is null.");

    private static NotConfirmedException NotConfirmed(Exception cause) =>
        new("Not confirmed: send the same command with the same key again.", cause);
}
