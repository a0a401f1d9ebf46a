using System.Text.Json;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Storage;

namespace Hubs.Grains.Tests.EventSourced;

public sealed class EventSourcedGrainTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly TallySilo _silo = new();

    private WriteFaults Disk => _silo.Faults;

    private ITallyGrain Tally => _silo.Tally;

    [Fact]
    public async Task Command_WhileTheDiskIsSlow_IsNeitherAnsweredNorSeen()
    {
        await Tally.Add("a", 1);
        Disk.Hold();
        var second = Tally.Add("b", 2);

        Assert.Equal(new TallyView(1, 1), await Tally.View());
        Assert.False(second.IsCompleted);
        Assert.Equal(["0 -> 1: 1"], _silo.Watcher.Saved);

        Disk.Release();
        Assert.Equal(3, await second);
        Assert.Equal(new TallyView(3, 2), await Tally.View());
        Assert.Equal(["0 -> 1: 1", "1 -> 3: 2"], _silo.Watcher.Saved);
    }

    [Fact]
    public async Task Commands_WhileAnAppendIsInFlight_BecomeOneAppend()
    {
        Disk.Hold();
        var first = Tally.Add("first", 1);
        await Tally.View();
        var others = Enumerable.Range(0, 20).Select(i => Tally.Add($"{i}", 1)).ToList();
        await Tally.View();
        Disk.Release();

        Assert.Equal(1, await first);
        Assert.Equal(Enumerable.Range(2, 20), await Task.WhenAll(others));
        Assert.Equal([1, 20], _silo.Journal.Appends);
        Assert.Equal(2, _silo.Watcher.Saved.Count);
    }

    [Theory]
    [InlineData("a", 5, 1)] // the same command again
    [InlineData("b", -5, -1)] // a refusal
    public async Task AnswerThatSavesNothing_WaitsForTheAppendItRestsOn(
        string key,
        int amount,
        int answer
    )
    {
        Disk.Hold();
        var first = Tally.Add("a", 1);
        await Tally.View();
        var second = Tally.Add(key, amount);
        await Tally.View();
        Assert.False(second.IsCompleted);

        Disk.Release();
        Assert.Equal(answer, await second);
        Assert.Equal(1, await first);
        Assert.Equal([1], _silo.Journal.Appends);
    }

    [Fact]
    public async Task AnswerThatSavesNothing_RestingOnTheDiskOnly_ComesAtOnce()
    {
        await Tally.Add("a", 1);
        Disk.Hold();

        Assert.Equal(1, await Tally.Add("a", 1));
        Assert.Equal(-1, await Tally.Add("b", -1));
    }

    [Theory]
    [InlineData(WriteFault.FailBeforeCommit)]
    [InlineData(WriteFault.DiskFull)]
    [InlineData(WriteFault.FailAfterCommit)]
    public async Task FailedAppend_ConfirmsNobodyWhoRestsOnIt_AndTheSameKeysFindOut(
        WriteFault fault
    )
    {
        await Tally.Add("before", 1);
        Disk.Hold();
        var inFlight = Tally.Add("a", 10);
        await Tally.View();
        var queued = Tally.Add("b", 100);
        var repeat = Tally.Add("a", 10);
        var refused = Tally.Add("c", -1);
        await Tally.View();
        Disk.Plan(fault);
        Disk.Release();

        foreach (var waiting in new[] { inFlight, queued, repeat, refused })
            await Assert.ThrowsAsync<NotConfirmedException>(() => waiting);

        Assert.Equal(11, await Tally.Add("a", 10));
        Assert.Equal(111, await Tally.Add("b", 100));
        Assert.Equal(new TallyView(111, 3), await Tally.View());
        Assert.Equal(["0 -> 1: 1", "1 -> 11: 10", "11 -> 111: 100"], _silo.Watcher.Saved);
        await _silo.Restart();
        Assert.Equal(new TallyView(111, 3), await Tally.View());
    }

    [Fact]
    public async Task FailedAppendThatReachedTheDisk_IsSeenByWatchersWithoutAnotherCommand()
    {
        Disk.Plan(WriteFault.FailAfterCommit);

        await Assert.ThrowsAsync<NotConfirmedException>(() => Tally.Add("a", 1));

        Assert.Equal(new TallyView(1, 1), await Tally.View());
        Assert.Equal(["0 -> 1: 1"], _silo.Watcher.Saved);
    }

    [Fact]
    public async Task Append_ThatMeetsAnotherWritersEntries_IsNotConfirmed_AndThoseEntriesCount()
    {
        await Tally.Add("a", 1);
        var foreign = JsonSerializer.SerializeToUtf8Bytes(
            new Added("other", 50, 51),
            TallyJson.Default.Added
        );
        await _silo.Store.Append(TallySilo.Stream, new JournalEnd(1, null), [foreign]);

        await Assert.ThrowsAsync<NotConfirmedException>(() => Tally.Add("b", 2));

        Assert.Equal(53, await Tally.Add("b", 2));
        Assert.Equal(51, await Tally.Add("other", 50));
        Assert.Equal(["0 -> 1: 1", "1 -> 51: 50", "51 -> 53: 2"], _silo.Watcher.Saved);
    }

    [Fact]
    public async Task Journal_ThatCannotBeReadAfterAFailure_LetsNothingBeDecided_UntilItCan()
    {
        await Tally.Add("a", 1);
        Disk.Plan(WriteFault.FailAfterCommit);
        _silo.Journal.FailReads(2);

        await Assert.ThrowsAsync<NotConfirmedException>(() => Tally.Add("b", 2));
        await Assert.ThrowsAsync<NotConfirmedException>(() => Tally.Add("c", -1));

        Assert.Equal(3, await Tally.Add("b", 2));
        Assert.Equal([1, 1], _silo.Journal.Appends);
    }

    [Fact]
    public async Task Journal_ThatAnswersAtOnce_HangsNobody()
    {
        for (var i = 1; i <= 50; i++)
            Assert.Equal(i, await Tally.Add($"{i}", 1).WaitAsync(TimeSpan.FromSeconds(10)));
        var many = Enumerable.Range(51, 200).Select(i => Tally.Add($"{i}", 1)).ToList();

        Assert.Equal(
            Enumerable.Range(51, 200),
            (await Task.WhenAll(many).WaitAsync(TimeSpan.FromSeconds(10))).Order()
        );
    }

    [Fact]
    public async Task Watcher_ThatThrows_LeavesNoCommandWaiting_AndTheGrainStartsAfresh()
    {
        _silo.Watcher.Throws = true;
        Assert.Equal(1, await Tally.Add("a", 1).WaitAsync(TimeSpan.FromSeconds(10)));
        _silo.Watcher.Throws = false;

        Assert.Equal(3, await Tally.Add("b", 2));
        Assert.Equal(2, _silo.Journal.Reads.Count);
        Assert.Equal("1 2", await Tally.History());
    }

    [Fact]
    public async Task Command_WhoseEntryCannotBeApplied_FailsAloneAndChangesNothing()
    {
        Disk.Hold();
        var before = Tally.Add("a", 1);
        var broken = Tally.Add("b", TallyGrain.Unappliable);
        var after = Tally.Add("c", 2);
        Disk.Release();

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
        Assert.Equal(1, await before);
        Assert.Equal(3, await after);
        Assert.Equal("1 2", await Tally.History());
    }

    [Fact]
    public async Task Activation_AfterManyEntries_ReadsTheSnapshotAndTheRestOnly()
    {
        for (var i = 0; i < 2_250; i++)
            await Tally.Add($"{i}", 1);
        await _silo.Crash();

        Assert.Equal(new TallyView(2_250, 2_250), await Tally.View());
        Assert.Equal([0, 2_000], _silo.Journal.Reads);
        Assert.Equal(7, await Tally.Add("6", 1));
        Assert.Equal(2_250, (await Tally.History()).Split(' ').Length);
    }

    [Fact]
    public async Task Snapshot_WhileTheDiskIsSlow_HoldsUpNoCommand()
    {
        var slow = new WriteFaults();
        await _silo.Restart(new MemoryStore(slow));
        slow.Hold();

        for (var i = 1; i <= 2_250; i++)
            Assert.Equal(i, await Tally.Add($"{i}", 1).WaitAsync(TimeSpan.FromSeconds(10)));

        slow.Release();
    }

    [Fact]
    public async Task Snapshot_ThatFails_FailsNoCommand_AndALaterOneSucceeds()
    {
        Disk.Plan(WriteFault.FailAfterCommit, TallySilo.SnapshotTarget);
        for (var i = 0; i < 2_250; i++)
            await Tally.Add($"{i}", 1);
        await _silo.Crash();

        Assert.Equal(new TallyView(2_250, 2_250), await Tally.View());
        Assert.Equal([0, 2_000], _silo.Journal.Reads);
    }

    [Fact]
    public async Task Deactivation_WaitsForTheAppendInFlight_AndLeavesASnapshot()
    {
        Disk.Hold();
        var command = Tally.Add("a", 1);
        await Tally.View();
        await Tally.Drop();
        Assert.False(command.IsCompleted);
        Disk.Release();

        Assert.Equal(1, await command);
        Assert.Equal(new TallyView(1, 1), await Tally.View());
        Assert.Equal([0, 1], _silo.Journal.Reads);
    }

    [Fact]
    public async Task Deactivation_ThatTheEngineForces_StillWaitsForTheAppendInFlight()
    {
        Disk.Hold();
        var command = Tally.Add("a", 1);
        await Tally.View();
        await Tally.Drop();
        // The engine's patience with calls in progress ends before the disk's slowness does.
        _silo.Clock.Advance(TimeSpan.FromSeconds(31));
        var next = Tally.View();
        Disk.Release();

        Assert.Equal(new TallyView(1, 1), await next);
        Assert.Equal([0, 1], _silo.Journal.Reads);
        Assert.Equal(1, await command);
    }

    [Fact]
    public async Task Watchers_AreToldBeforeTheCommandIsAnswered()
    {
        Disk.Hold();
        var command = Tally.Add("a", 1);
        await Tally.View();
        var wasAnswered = true;
        _silo.Watcher.OnSaved = () => wasAnswered = command.IsCompleted;
        Disk.Release();

        await command;
        Assert.False(wasAnswered);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task ManyCommands_OnADiskThatKeepsFailing_AreEachCarriedOutOnceAndAnsweredTruly(
        int seed
    )
    {
        var random = new Random(seed);
        async Task<int> UntilConfirmed(string key)
        {
            while (true)
            {
                try
                {
                    return await Tally.Add(key, 1);
                }
                catch (NotConfirmedException)
                {
                    await Task.Yield();
                }
            }
        }

        for (var round = 0; round < 20; round++)
        {
            for (var faults = random.Next(4); faults > 0; faults--)
                Disk.Plan((WriteFault)random.Next(3));
            var keys = Enumerable.Range(0, random.Next(1, 20)).Select(i => $"{round}.{i}").ToList();
            var commands = keys.Select(UntilConfirmed).ToList();
            if (random.Next(4) == 0)
                await Tally.Drop();
            var answers = await Task.WhenAll(commands);

            Assert.Equal(answers.Length, answers.Distinct().Count());
            Assert.Equal(answers.Max(), (await Tally.View()).Total);
            foreach (var (key, answer) in keys.Zip(answers))
                Assert.Equal(answer, await Tally.Add(key, 1));
        }
        var kept = await _silo.Store.ReadAfter(TallySilo.Stream, JournalEnd.Empty);
        var onDisk = kept
            .Entries.Select(e => JsonSerializer.Deserialize(e.Span, TallyJson.Default.Added)!)
            .ToList();
        Assert.Equal(onDisk.Count, onDisk.Select(entry => entry.Key).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, onDisk.Count), onDisk.Select(entry => entry.Answer));
    }

    public Task InitializeAsync() => _silo.Start();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();
}
