using System.Diagnostics;
using Hubs.Storage.Sqlite;
using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

/// <summary>What the file adds to the promises of every store.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Folder_InUse_IsRefusedWithASentenceThatNamesIt()
    {
        using var owner = SqliteStore.Open(_folder.Path);

        var refusal = Assert.Throws<FolderInUseException>(() => SqliteStore.Open(_folder.Path));

        Assert.Equal(
            $"The folder {_folder.Path} is in use by another running copy of this program. Stop that one first, or use another folder.",
            refusal.Message
        );
    }

    [Fact]
    public async Task Folder_InUseByAnotherProcess_IsRefused_AndFreeOnceThatIsKilled()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (
            var argument in new[] { typeof(CrashChild).Assembly.Location, "append", _folder.Path }
        )
            start.ArgumentList.Add(argument);
        using var other = Process.Start(start)!;
        await other.StandardOutput.ReadLineAsync();

        var refusal = Assert.Throws<FolderInUseException>(() => SqliteStore.Open(_folder.Path));
        other.Kill();
        await other.WaitForExitAsync();

        Assert.Contains(_folder.Path, refusal.Message, StringComparison.Ordinal);
        using var store = SqliteStore.Open(_folder.Path);
    }

    [Fact]
    public async Task Heads_SavedNowAndThen_LeadToTheSameStreamsAsAFullScan()
    {
        using (
            var store = SqliteStore.Open(
                _folder.Path,
                new WriteFaults(),
                Schema.Steps,
                saveHeadsEvery: 3
            )
        )
        {
            var ends = new JournalEnd[4];
            for (var i = 0; i < 50; i++)
                ends[i % 4] = await store.Append($"s{i % 4}", ends[i % 4], Entries($"{i}"));
        }
        using var again = SqliteStore.Open(_folder.Path);

        Assert.Equal(["1", "5", "9"], (await again.Texts("s1")).Take(3));
        Assert.Equal(
            new StoreContents(Rows: 50, Entries: 50, Streams: 4, States: 0),
            again.Verify()
        );
        await again.Append("s0", new JournalEnd(13, null), Entries("next"));
    }

    [Fact]
    public async Task Batch_OfManyCallers_IsOneCommitOfManyWrites()
    {
        var faults = new WriteFaults();
        using var store = SqliteStore.Open(_folder.Path, faults);
        using var commits = new Measured("hubs.storage.commits", _folder.Path);
        using var writes = new Measured("hubs.storage.writes", _folder.Path);
        faults.Hold();
        List<Task> all = [store.Append("first", JournalEnd.Empty, Entries("x")).AsTask()];
        for (var i = 0; i < 100; i++)
            all.Add(store.Append($"s{i}", JournalEnd.Empty, Entries("x")).AsTask());
        all.Add(store.Write("n", "k", Of("v"), null).AsTask());
        faults.Release();
        await Task.WhenAll(all);

        // The first write may have been taken alone; everything queued behind it is one commit.
        Assert.InRange(commits.Total, 1, 2);
        Assert.Equal(102, writes.Total);
    }

    [Fact]
    public async Task Disk_ReallyFull_FailsTheWriteAndLosesNothingElse()
    {
        var faults = new WriteFaults();
        using var store = SqliteStore.Open(_folder.Path, faults);
        await store.Append("a", JournalEnd.Empty, Entries("1"));
        faults.Plan(WriteFault.DiskFull, "a");

        var failure = await Assert.ThrowsAsync<JournalException>(async () =>
            await store.Append("a", new JournalEnd(1, null), Entries(new string('x', 100_000)))
        );

        Assert.Contains("database or disk is full", failure.Message, StringComparison.Ordinal);
        await store.Append("a", new JournalEnd(1, null), Entries(new string('y', 100_000)));
        Assert.Equal(2, store.Verify().Rows);
    }

    [Theory]
    [InlineData("UPDATE journal SET entries = zeroblob(length(entries)) WHERE id = 2")]
    [InlineData("UPDATE journal SET stream = 'b' WHERE id = 2")]
    [InlineData("UPDATE journal SET previous = 0 WHERE id = 2")]
    [InlineData("DELETE FROM journal WHERE id = 2")]
    public async Task Row_Changed_IsFoundOnOpeningAndByVerify(string damage)
    {
        await Fill("a", 3);
        Sql("DELETE FROM head; UPDATE checkpoint SET row = 0; " + damage);

        var found = Assert.Throws<DamagedStoreException>(() => SqliteStore.Open(_folder.Path));

        Assert.StartsWith("Row ", found.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, found.Message, StringComparison.Ordinal);
        Assert.Throws<DamagedStoreException>(() => SqliteStore.Verify(_folder.File("hubs.db")));
    }

    [Fact]
    public async Task Row_ChangedBeforeTheSavedHeads_IsFoundByVerifyAndWhenRead()
    {
        await Fill("a", 3);
        Sql("UPDATE journal SET entries = zeroblob(length(entries)) WHERE id = 2");
        using var store = SqliteStore.Open(_folder.Path);

        Assert.Throws<DamagedStoreException>(() => store.Verify());
        await Assert.ThrowsAsync<DamagedStoreException>(async () => await store.Texts("a"));
        Assert.Equal(["3"], await store.Texts("a", after: 2));
    }

    [Fact]
    public async Task State_Changed_IsFoundByVerifyAndWhenRead()
    {
        using (var store = SqliteStore.Open(_folder.Path))
            await store.Write("hub", "x", Of("good"), null);
        Sql("UPDATE state SET value = 'evil'");
        using var again = SqliteStore.Open(_folder.Path);

        Assert.Throws<DamagedStoreException>(() => again.Verify());
        await Assert.ThrowsAsync<DamagedStoreException>(async () => await again.Read("hub", "x"));
    }

    [Fact]
    public async Task Store_Disposed_FinishesWhatWasAskedAndRefusesTheRest()
    {
        var store = SqliteStore.Open(_folder.Path);
        var asked = Enumerable
            .Range(0, 50)
            .Select(i => store.Append($"{i}", JournalEnd.Empty, Entries("x")).AsTask())
            .ToList();
        store.Dispose();

        await Task.WhenAll(asked);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
            await store.Append("late", JournalEnd.Empty, Entries("x"))
        );
    }

    private async Task Fill(string stream, int entries)
    {
        using var store = SqliteStore.Open(_folder.Path);
        for (var i = 0; i < entries; i++)
            await store.Append(stream, new JournalEnd(i, null), Entries($"{i + 1}"));
    }

    private void Sql(string sql)
    {
        using var connection = Connection.OpenWriter(_folder.File("hubs.db"));
        connection.Execute(sql);
    }

    public void Dispose() => _folder.Dispose();
}
