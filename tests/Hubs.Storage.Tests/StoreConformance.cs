using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

/// <summary>What every store promises. Each store runs the whole list.</summary>
public abstract class StoreConformance
{
    protected WriteFaults Faults { get; } = new();

    protected abstract IJournal Journal { get; }

    protected abstract IStateStore States { get; }

    /// <summary>Closes the store and opens it again on the same data, where it has data that outlive it.</summary>
    protected abstract void Reopen();

    [Fact]
    public async Task Stream_NeverWritten_IsEmpty()
    {
        var tail = await Journal.ReadAfter("a", JournalEnd.Empty);

        Assert.Empty(tail.Entries);
        Assert.Equal(JournalEnd.Empty, tail.End);
    }

    [Fact]
    public async Task Entries_AppendedInSeveralSteps_AreReadInOrder_AlsoAfterReopening()
    {
        var end = await Journal.Append("a", JournalEnd.Empty, Entries("1", "2"));
        await Journal.Append("b", JournalEnd.Empty, Entries("other"));
        end = await Journal.Append("a", end, Entries("", "4", "5"));

        Assert.Equal(5, end.Version);
        Assert.Equal(["1", "2", "", "4", "5"], await Journal.Texts("a"));
        Reopen();
        Assert.Equal(["1", "2", "", "4", "5"], await Journal.Texts("a"));
        Assert.Equal(["other"], await Journal.Texts("b"));
    }

    [Theory]
    [InlineData(0, "12345")]
    [InlineData(1, "2345")]
    [InlineData(2, "345")]
    [InlineData(4, "5")]
    [InlineData(5, "")]
    public async Task Read_FromAnyVersion_GivesTheRest(long after, string rest)
    {
        var end = await Journal.Append("a", JournalEnd.Empty, Entries("1", "2"));
        await Journal.Append("a", end, Entries("3", "4", "5"));

        var tail = await Journal.ReadAfter("a", new JournalEnd(after, null));

        Assert.Equal(rest, string.Concat(tail.Entries.Select(entry => entry.Text())));
        Assert.Equal(5, tail.End.Version);
    }

    [Fact]
    public async Task Read_AfterAVersionTheStreamNeverReached_Fails()
    {
        await Journal.Append("a", JournalEnd.Empty, Entries("1"));

        await Assert.ThrowsAsync<JournalException>(async () =>
            await Journal.ReadAfter("a", new JournalEnd(2, null))
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_AtAnotherVersionThanTheEnd_IsAConflictAndAppendsNothing(long expected)
    {
        await Journal.Append("a", JournalEnd.Empty, Entries("1", "2"));

        await Assert.ThrowsAsync<JournalConflictException>(async () =>
            await Journal.Append("a", new JournalEnd(expected, null), Entries("no"))
        );

        Assert.Equal(["1", "2"], await Journal.Texts("a"));
    }

    [Fact]
    public async Task Append_OfNothing_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () =>
            await Journal.Append("a", JournalEnd.Empty, [])
        );

    [Fact]
    public async Task Entry_WhoseBufferTheCallerReuses_IsKeptAsItWas()
    {
        var buffer = new byte[] { (byte)'x' };
        await Journal.Append("a", JournalEnd.Empty, [buffer]);
        buffer[0] = (byte)'y';

        Assert.Equal(["x"], await Journal.Texts("a"));
    }

    [Fact]
    public async Task Appends_RacingForOneVersion_ExactlyOneWins()
    {
        Faults.Hold();
        var racers = Enumerable
            .Range(0, 8)
            .Select(i => Journal.Append("a", JournalEnd.Empty, Entries($"{i}")).AsTask())
            .ToList();
        Faults.Release();

        await Task.WhenAny(Task.WhenAll(racers));

        _ = Assert.Single(racers, racer => racer.IsCompletedSuccessfully);
        Assert.All(
            racers.Where(racer => racer.IsFaulted),
            racer => Assert.IsType<JournalConflictException>(racer.Exception!.InnerException)
        );
        Assert.Single(await Journal.Texts("a"));
    }

    [Fact]
    public async Task Append_InConflict_DoesNotFailItsNeighbours()
    {
        await Journal.Append("a", JournalEnd.Empty, Entries("1"));
        Faults.Hold();
        var loser = Journal.Append("a", JournalEnd.Empty, Entries("no")).AsTask();
        var neighbours = Enumerable
            .Range(0, 20)
            .Select(i => Journal.Append($"n{i}", JournalEnd.Empty, Entries("yes")).AsTask())
            .ToList();
        Faults.Release();

        await Task.WhenAll(neighbours);
        await Assert.ThrowsAsync<JournalConflictException>(() => loser);
        Reopen();
        Assert.Equal(["yes"], await Journal.Texts("n7"));
        Assert.Equal(["1"], await Journal.Texts("a"));
    }

    [Fact]
    public async Task Append_OnADiskThatWaits_IsNotAnsweredAndNotRead()
    {
        Faults.Hold();
        var append = Journal.Append("a", JournalEnd.Empty, Entries("1")).AsTask();

        Assert.False(append.IsCompleted);
        Assert.Empty(await Journal.Texts("a"));
        Faults.Release();
        Assert.Equal(1, (await append).Version);
    }

    [Theory]
    [InlineData(WriteFault.FailBeforeCommit, "1")]
    [InlineData(WriteFault.DiskFull, "1")]
    [InlineData(WriteFault.FailAfterCommit, "12")]
    public async Task Append_ThatFails_HasAnUnknownOutcome_AndReadingTellsTheTruth(
        WriteFault fault,
        string truth
    )
    {
        await Journal.Append("a", JournalEnd.Empty, Entries("1"));
        Faults.Plan(fault, "a");

        await Assert.ThrowsAsync<JournalException>(async () =>
            await Journal.Append("a", new JournalEnd(1, null), Entries("2"))
        );

        var tail = await Journal.ReadAfter("a", JournalEnd.Empty);
        Assert.Equal(truth, string.Concat(tail.Entries.Select(entry => entry.Text())));
        Assert.Equal(truth.Length, tail.End.Version);
        await Journal.Append("a", tail.End, Entries("3"));
        await Journal.Append("b", JournalEnd.Empty, Entries("b"));
        Reopen();
        Assert.Equal(truth + "3", string.Concat(await Journal.Texts("a")));
        Assert.Equal(["b"], await Journal.Texts("b"));
    }

    [Fact]
    public async Task State_NeverWritten_IsNull() =>
        Assert.Null(await States.Read("hub", "tilbury"));

    [Theory]
    [InlineData("")]
    [InlineData("open")]
    public async Task State_Written_IsReadWithItsTag_AlsoAfterReopening(string value)
    {
        var etag = await States.Write("hub", "tilbury", Of(value), null);

        Reopen();
        var stored = await States.Read("hub", "tilbury");
        Assert.Equal(value, stored!.Value.Text());
        Assert.Equal(etag, stored.Etag);
    }

    [Fact]
    public async Task State_OfTheSameKeyUnderAnotherName_IsAnotherState()
    {
        await States.Write("hub", "x", Of("hub"), null);
        await States.Write("plan", "x", Of("plan"), null);

        Assert.Equal("hub", (await States.Read("hub", "x"))!.Value.Text());
        Assert.Equal("plan", (await States.Read("plan", "x"))!.Value.Text());
    }

    [Fact]
    public async Task State_WrittenWithTheTagOfALostRace_IsAConflictAndKeepsTheWinner()
    {
        var first = await States.Write("hub", "x", Of("1"), null);
        var second = await States.Write("hub", "x", Of("2"), first);

        await Assert.ThrowsAsync<StateConflictException>(async () =>
            await States.Write("hub", "x", Of("no"), first)
        );
        await Assert.ThrowsAsync<StateConflictException>(async () =>
            await States.Write("hub", "x", Of("no"), null)
        );
        await Assert.ThrowsAsync<StateConflictException>(async () =>
            await States.Clear("hub", "x", first)
        );
        await Assert.ThrowsAsync<StateConflictException>(async () =>
            await States.Write("hub", "y", Of("no"), second)
        );

        Assert.Equal(new StoredStateText("2", second), await Stored("hub", "x"));
        Assert.Null(await States.Read("hub", "y"));
    }

    [Fact]
    public async Task State_ClearedAndWrittenAgain_HasATagNeverSeenBefore()
    {
        var first = await States.Write("hub", "x", Of("1"), null);
        await States.Clear("hub", "x", first);
        Assert.Null(await States.Read("hub", "x"));
        await States.Clear("hub", "x", null);

        var again = await States.Write("hub", "x", Of("1"), null);

        Assert.NotEqual(first, again);
        await Assert.ThrowsAsync<StateConflictException>(async () =>
            await States.Write("hub", "x", Of("no"), first)
        );
    }

    [Theory]
    [InlineData(WriteFault.FailBeforeCommit, "1")]
    [InlineData(WriteFault.FailAfterCommit, "2")]
    public async Task State_WhoseWriteFails_HasAnUnknownOutcome_AndReadingTellsTheTruth(
        WriteFault fault,
        string truth
    )
    {
        var etag = await States.Write("hub", "x", Of("1"), null);
        Faults.Plan(fault, "hub/x");

        await Assert.ThrowsAsync<StateException>(async () =>
            await States.Write("hub", "x", Of("2"), etag)
        );

        var stored = await States.Read("hub", "x");
        Assert.Equal(truth, stored!.Value.Text());
        await States.Write("hub", "x", Of("3"), stored.Etag);
    }

    [Fact]
    public async Task Keys_OfAName_AreListedInOrder()
    {
        foreach (var key in new[] { "b", "a", "B", "c" })
            await States.Write("hub", key, Of("x"), null);
        await States.Write("plan", "z", Of("x"), null);
        await States.Clear("hub", "c", (await States.Read("hub", "c"))!.Etag);

        Assert.Equal(["B", "a", "b"], await States.Keys("hub"));
        Assert.Empty(await States.Keys("nothing"));
    }

    private sealed record StoredStateText(string Value, string Etag);

    private async Task<StoredStateText> Stored(string name, string key)
    {
        var stored = await States.Read(name, key);
        return new StoredStateText(stored!.Value.Text(), stored.Etag);
    }
}

public sealed class MemoryStoreTests : StoreConformance
{
    private readonly MemoryStore _store;

    public MemoryStoreTests() => _store = new MemoryStore(Faults);

    protected override IJournal Journal => _store;

    protected override IStateStore States => _store;

    protected override void Reopen() { } // Memory has nothing that outlives it.
}

public sealed class SqliteStoreConformanceTests : StoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStore _store;

    public SqliteStoreConformanceTests() => _store = SqliteStore.Open(_folder.Path, Faults);

    protected override IJournal Journal => _store;

    protected override IStateStore States => _store;

    protected override void Reopen()
    {
        _store.Dispose();
        _store = SqliteStore.Open(_folder.Path, Faults);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }
}
