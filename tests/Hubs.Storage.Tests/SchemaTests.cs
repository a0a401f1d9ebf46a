using Hubs.Storage.Sqlite;
using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

public sealed class SchemaTests : IDisposable
{
    private static readonly string[] OneStepMore =
    [
        .. Schema.Steps,
        "CREATE TABLE note (text TEXT); INSERT INTO note SELECT name FROM state",
    ];
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("hubs.db");

    [Fact]
    public async Task OlderFile_IsBroughtForwardWithItsData_AndCopiedAsideFirst()
    {
        await FillWith(Schema.Steps);

        using (var store = SqliteStore.Open(_folder.Path, new WriteFaults(), OneStepMore, 100))
            Assert.Equal(["1"], await store.Texts("a"));

        using var upgraded = Connection.OpenReader(File);
        Assert.Equal(1, upgraded.Number("SELECT count(*) FROM note WHERE text = 'hub'"));
        Assert.Equal(OneStepMore.Length, upgraded.Number("PRAGMA user_version"));
        Assert.Equal(1, SqliteStore.Verify($"{File}.schema-{Schema.Steps.Count}").Rows);
    }

    [Fact]
    public async Task OlderFile_WhoseStepFails_IsLeftAsItWas()
    {
        await FillWith(Schema.Steps);
        string[] broken =
        [
            .. Schema.Steps,
            "CREATE TABLE note (text TEXT); INSERT INTO nowhere VALUES (1)",
        ];

        Assert.Throws<StoreUnusableException>(() =>
            SqliteStore.Open(_folder.Path, new WriteFaults(), broken, 100)
        );

        using var store = SqliteStore.Open(_folder.Path);
        Assert.Equal(["1"], await store.Texts("a"));
    }

    [Fact]
    public async Task NewerFile_IsRefusedPlainly()
    {
        await FillWith(OneStepMore);

        var refusal = Assert.Throws<NewerStoreException>(() => SqliteStore.Open(_folder.Path));

        Assert.Contains("newer version of this program", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<NewerStoreException>(() => SqliteStore.Verify(File));
    }

    [Fact]
    public void FileOfAnotherProgram_IsRefused()
    {
        using (var other = Connection.OpenWriter(File))
            other.Execute("CREATE TABLE theirs (x)");

        var refusal = Assert.Throws<StoreUnusableException>(() => SqliteStore.Open(_folder.Path));

        Assert.Contains("another program", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsNoDatabase_IsRefused()
    {
        System.IO.File.WriteAllText(File, new string('?', 5_000));

        Assert.Throws<DamagedStoreException>(() => SqliteStore.Open(_folder.Path));
        Assert.Throws<DamagedStoreException>(() => SqliteStore.Verify(File));
    }

    private async Task FillWith(IReadOnlyList<string> schema)
    {
        using var store = SqliteStore.Open(_folder.Path, new WriteFaults(), schema, 100);
        await store.Append("a", JournalEnd.Empty, Entries("1"));
        await store.Write("hub", "x", Of("v"), null);
    }

    public void Dispose() => _folder.Dispose();
}
