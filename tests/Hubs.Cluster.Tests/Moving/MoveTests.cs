using System.Text;
using Hubs.Model;
using Hubs.Silo.Cluster.Azure;
using Hubs.Silo.Cluster.Moving;
using Hubs.Storage;
using Hubs.Storage.Exports;
using Hubs.Storage.Tests;

namespace Hubs.Cluster.Tests.Moving;

/// <summary>Everything moves from a standalone folder to a cluster's storage account, and back, as the same records.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("hubs-move-").FullName;
    private AzureAccount _account = null!;

    public async Task InitializeAsync() => _account = await TestStorage.NewAccount();

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Standalone_ToCluster_AndBack_IsTheSame_RecordByRecord()
    {
        using (var store = SqliteStore.Open(At("standalone")))
            await Fill(store);
        await DataMove.Export(At("standalone"), At("out"), TimeProvider.System);
        await MoveCommand.Import(At("out"), _account);
        await MoveCommand.Export(_account, At("back"));
        await DataMove.Import(At("back"), At("again"));

        foreach (var file in new[] { "journal.jsonl", "states.jsonl" })
            Assert.Equal(await Lines("out", file), await Lines("back", file));
        using var before = SqliteStore.Open(At("standalone"));
        using var after = SqliteStore.Open(At("again"));
        Assert.Equal(await before.Streams(), await after.Streams());
        foreach (var stream in await before.Streams())
            Assert.Equal(await before.Texts(stream), await after.Texts(stream));
        Assert.Equal(await before.States(), await after.States());
        foreach (var (name, key) in await before.States())
            Assert.Equal(
                (await before.Read(name, key))!.Value.ToArray(),
                (await after.Read(name, key))!.Value.ToArray()
            );
    }

    [Fact]
    public async Task Snapshot_FromTheCluster_LeavesItsCursorBehind_AndIsOtherwiseTheSame()
    {
        var grains = new BlobStates(_account.Container(AzureAccount.Grains), BlobNaming.OfGrains);
        await grains.Write(
            "diary.snapshot",
            "tilbury/2026-11-24",
            """{"state":{"cursor":"kept","note":"é"},"version":3,"cursor":"0:123"}"""u8.ToArray(),
            null
        );

        var found = await new ClusterContents(_account).Read(
            "diary.snapshot",
            "tilbury/2026-11-24"
        );

        Assert.Equal(
            """{"state":{"cursor":"kept","note":"é"},"version":3}""",
            Encoding.UTF8.GetString(found!.Value.Span)
        );
    }

    [Fact]
    public async Task Account_ThatHoldsData_IsNotImportedInto()
    {
        using (var store = SqliteStore.Open(At("standalone")))
            await Fill(store);
        await DataMove.Export(At("standalone"), At("out"), TimeProvider.System);
        await new BlobStates(_account.Container(AzureAccount.States)).Write(
            "job",
            "calendars",
            "1"u8.ToArray(),
            null
        );

        await Assert.ThrowsAsync<StoreUnusableException>(() =>
            MoveCommand.Import(At("out"), _account)
        );

        Assert.Empty(await new ClusterContents(_account).Streams());
    }

    private string At(string folder) => Path.Combine(_root, folder);

    private Task<string[]> Lines(string folder, string file) =>
        File.ReadAllLinesAsync(Path.Combine(At(folder), file));

    private static async Task Fill(SqliteStore store)
    {
        foreach (var stream in new[] { "diary/tilbury/2026-11-24", "clinician/dr-a", "diary/x/1" })
        {
            var end = JournalEnd.Empty;
            for (var i = 0; i < 3; i++)
                end = await store.Append(
                    stream,
                    end,
                    Bytes.Entries([$"{stream} {i}", "", "{\"é\":1}"])
                );
        }
        foreach (
            var (name, key, value) in new[]
            {
                ("diary.snapshot", "tilbury/2026-11-24", """{"state":{},"version":3}"""),
                ("clinician.busy", "dr-a", "{}"),
                ("network.network", "all", "{\"version\":1}"),
                ("resident.resident", "0-é?#% b", "{}"),
                ("job", "calendars", "{\"result\":\"done\"}"),
                ("reminder", "plan|2026-W48|resume", "{}"),
            }
        )
            await store.Write(name, key, Encoding.UTF8.GetBytes(value), null);
    }
}
