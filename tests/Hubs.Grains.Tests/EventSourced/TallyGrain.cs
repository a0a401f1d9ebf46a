using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hubs.Grains;
using Hubs.LocalSilo;
using Hubs.Model;
using Hubs.Storage;

namespace Hubs.Grains.Tests.EventSourced;

/// <summary>The smallest grain that can show what the base class promises: it adds numbers, and knows what it answered.</summary>
public interface ITallyGrain : IGrainWithStringKey
{
    /// <summary>Answers the total it made. The same key again gets the same answer; a negative amount is refused with -1.</summary>
    Task<int> Add(string key, int amount);

    /// <summary>What watchers see.</summary>
    Task<TallyView> View();

    /// <summary>The amounts added, oldest first.</summary>
    Task<string> History();

    Task Drop();
}

public sealed record TallyView(int Total, long Version);

public sealed record Tally(int Total, ImmutableDictionary<string, int> Answered);

/// <param name="Answer">The total after it.</param>
public sealed record Added(string Key, int Amount, int Answer);

[JsonSerializable(typeof(Added))]
[JsonSerializable(typeof(Snapshot<Tally>))]
[JsonSerializable(typeof(TallyView))]
internal sealed partial class TallyJson : JsonSerializerContext;

/// <summary>What the grain was told it saved, over all activations; and what shall go wrong when it is told.</summary>
public sealed class TallyWatcher
{
    private readonly Lock _lock = new();
    private readonly List<string> _saved = [];

    public bool Throws { get; set; }

    public Action OnSaved { get; set; } = () => { };

    /// <summary>"total before -> total after: amounts"</summary>
    public IReadOnlyList<string> Saved
    {
        get
        {
            lock (_lock)
                return [.. _saved];
        }
    }

    public void Note(Tally before, Tally after, IReadOnlyList<Added> entries)
    {
        lock (_lock)
            _saved.Add(
                $"{before.Total} -> {after.Total}: {string.Join(' ', entries.Select(e => e.Amount))}"
            );
        OnSaved();
        if (Throws)
            throw new InvalidOperationException("The watcher is broken.");
    }
}

public sealed class TallyGrain(
    IJournal journal,
    [PersistentState("snapshot", "hubs")] IPersistentState<Snapshot<Tally>> snapshot,
    TallyWatcher watcher
) : EventSourcedGrain<Tally, Added>(journal, snapshot), ITallyGrain
{
    /// <summary>An amount that the state cannot take in, as a bug would.</summary>
    public const int Unappliable = 666;

    protected override Tally Empty => new(0, ImmutableDictionary<string, int>.Empty);

    protected override string Stream => $"tally/{this.GetPrimaryKeyString()}";

    protected override JsonTypeInfo<Added> EntryJson => TallyJson.Default.Added;

    protected override Tally Apply(Tally state, Added entry) =>
        entry.Amount == Unappliable
            ? throw new InvalidOperationException("Cannot apply.")
            : new(state.Total + entry.Amount, state.Answered.Add(entry.Key, entry.Answer));

    protected override void Saved(Tally before, Tally after, IReadOnlyList<Added> entries) =>
        watcher.Note(before, after, entries);

    public Task<int> Add(string key, int amount) =>
        Execute<int>(state =>
        {
            if (state.Answered.TryGetValue(key, out var answered))
                return new(answered, null);
            if (amount < 0)
                return new(-1, null);
            var total = state.Total + amount;
            return new(total, new Added(key, amount, total));
        });

    public Task<TallyView> View() => Task.FromResult(new TallyView(Durable.Total, Version));

    public async Task<string> History() =>
        string.Join(' ', (await ReadHistory()).Select(entry => entry.Amount));

    public Task Drop()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
