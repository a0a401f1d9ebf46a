using System.Text;
using Hubs.Storage.Exports;
using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

public sealed class StoreExportTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hubs-export-").FullName;

    private string Data => Path.Combine(_root, "data");

    private string Target => Path.Combine(_root, "export");

    private string Other => Path.Combine(_root, "other");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Everything_ExportedWhileItIsWrittenTo_ComesInEqual_RecordByRecord()
    {
        using var busy = SqliteStore.Open(Data);
        await Fill(busy, streams: 40, entries: 700);
        using var stop = new CancellationTokenSource();
        var writing = KeepWriting(busy, stop.Token);

        var exported = await DataMove.Export(Data, Target, TimeProvider.System);

        await stop.CancelAsync();
        await writing;
        Assert.Equal(exported, await DataMove.Import(Target, Other));
        using var there = SqliteStore.Open(Other);
        var streams = await there.Streams();
        Assert.Equal(exported.Streams, streams.Count);
        var entries = 0L;
        foreach (var stream in streams)
        {
            var (mine, theirs) = (await busy.Texts(stream), await there.Texts(stream));
            // What was written after the moment of the export is not in it.
            Assert.Equal(mine.Take(theirs.Length), theirs);
            entries += theirs.Length;
        }
        Assert.Equal(exported.Entries, entries);
        Assert.True(entries >= 40 * 700);
        foreach (var (name, key) in await there.States())
            Assert.Equal(
                (await busy.Read(name, key))!.Value.ToArray(),
                (await there.Read(name, key))!.Value.ToArray()
            );
        Assert.Equal(4, exported.States);
    }

    [Fact]
    public async Task AnExport_GoesIntoAStoreOfAnotherKind_AndBack_AsTheSameBytes()
    {
        await Exported();
        var memory = new MemoryStore();
        await StoreExport.Read(Target, memory);

        await StoreExport.Write(memory, Other, TimeProvider.System);

        foreach (var file in new[] { "journal.jsonl", "states.jsonl" })
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(Target, file)),
                await File.ReadAllTextAsync(Path.Combine(Other, file))
            );
    }

    [Theory]
    [InlineData("journal.jsonl", "Line 2 of")]
    [InlineData("states.jsonl", "Line 2 of")]
    public async Task AnAlteredRecord_IsRefusedByItsLine_AndNothingIsImported(
        string file,
        string says
    )
    {
        await Exported();
        var path = Path.Combine(Target, file);
        var lines = await File.ReadAllLinesAsync(path);
        var at =
            lines[1]
                .IndexOf(file[0] == 'j' ? "\"entry\":\"" : "\"value\":\"", StringComparison.Ordinal)
            + 12;
        lines[1] = lines[1].Remove(at, 1).Insert(at, lines[1][at] == 'A' ? "B" : "A");
        await File.WriteAllLinesAsync(path, lines);

        await Refused(says);
    }

    [Theory]
    [InlineData("journal.jsonl")]
    [InlineData("states.jsonl")]
    public async Task AnExportWithoutItsLastLine_IsRefused(string file)
    {
        await Exported();
        var path = Path.Combine(Target, file);
        var lines = await File.ReadAllLinesAsync(path);
        await File.WriteAllTextAsync(path, string.Concat(lines[..^1].Select(line => line + "\n")));

        await Refused("lines are missing or were added");
    }

    [Fact]
    public async Task AnExportCutInTheMiddleOfALine_IsRefused()
    {
        await Exported();
        using (var file = File.OpenWrite(Path.Combine(Target, "journal.jsonl")))
            file.SetLength(file.Length - 20);

        await Refused("is damaged or was altered");
    }

    [Fact]
    public async Task AnExportThatWasNotFinished_IsRefused()
    {
        await Exported();
        File.Delete(Path.Combine(Target, "manifest.json"));

        await Refused("holds no complete export");
    }

    [Fact]
    public async Task AnExportOfANewerProgram_IsRefused()
    {
        await Exported();
        var path = Path.Combine(Target, "manifest.json");
        await File.WriteAllTextAsync(
            path,
            (await File.ReadAllTextAsync(path)).Replace(
                "\"version\":1",
                "\"version\":2",
                StringComparison.Ordinal
            )
        );

        await Refused("Use a newer program");
    }

    [Fact]
    public async Task WhereDataAreAlready_NothingIsImported()
    {
        await Exported();

        var refused = await Assert.ThrowsAsync<StoreUnusableException>(() =>
            DataMove.Import(Target, Data)
        );

        Assert.Contains("holds data already", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnusableException>(() =>
            DataMove.Export(Data, Target, TimeProvider.System)
        );
    }

    [Fact]
    public async Task AnImportThatDied_LeavesNothingThatStopsTheNext()
    {
        await Exported();
        Directory.CreateDirectory(Path.Combine(Other, "importing"));
        await File.WriteAllTextAsync(Path.Combine(Other, "importing", "hubs.db"), "half");

        await DataMove.Import(Target, Other);

        Assert.False(Directory.Exists(Path.Combine(Other, "importing")));
    }

    private async Task Exported()
    {
        using (var store = SqliteStore.Open(Data))
            await Fill(store, streams: 3, entries: 4);
        await DataMove.Export(Data, Target, TimeProvider.System);
    }

    private async Task Refused(string says)
    {
        var refused = await Assert.ThrowsAsync<StoreUnusableException>(() =>
            DataMove.Import(Target, Other)
        );

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Other, "hubs.db")));
    }

    private static async Task Fill(SqliteStore store, int streams, int entries)
    {
        for (var s = 0; s < streams; s++)
            await store.Append(
                $"diary/{s}",
                JournalEnd.Empty,
                Entries([.. Enumerable.Range(0, entries).Select(i => $"entry {i:0000} of {s:00}!")])
            );
        foreach (
            var (name, key) in new[]
            {
                ("diary.snapshot", "a"),
                ("job", "b"),
                ("reminder", "c"),
                ("resident.resident", "d/é"),
            }
        )
            await store.Write(name, key, Encoding.UTF8.GetBytes($"value of {name}/"), null);
    }

    private static async Task KeepWriting(SqliteStore store, CancellationToken stop)
    {
        var ends = new JournalEnd[40];
        Array.Fill(ends, new JournalEnd(700, null));
        for (var i = 0; !stop.IsCancellationRequested; i++)
            ends[i % 40] = await store.Append($"diary/{i % 40}", ends[i % 40], Entries("later"));
    }
}
