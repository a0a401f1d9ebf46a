using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

/// <summary>Memory is simple enough to be believed: the file must do the same in any order of writes, failures and reopenings.</summary>
public sealed class AgreementTests : IDisposable
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private readonly TemporaryFolder _folder = new();
    private readonly WriteFaults _memoryFaults = new();
    private readonly WriteFaults _fileFaults = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task MemoryAndFile_UnderTheSameWritesFailuresAndReopenings_Agree(int seed)
    {
        var random = new Random(seed);
        var memory = new MemoryStore(_memoryFaults);
        var file = Reopened(null);
        for (var step = 0; step < 400; step++)
        {
            var name = Names[random.Next(Names.Length)];
            if (random.Next(10) == 0)
                Plan((WriteFault)random.Next(3));
            if (random.Next(25) == 0)
                file = Reopened(file);
            if (random.Next(4) == 0)
                await ChangeState(random, memory, file, name);
            else
                await Append(random, memory, file, name, step);
        }
        file = Reopened(file);
        foreach (var name in Names)
        {
            Assert.Equal(await memory.Texts(name), await file.Texts(name));
            Assert.Equal(await Value(memory, name), await Value(file, name));
        }
        Assert.Equal(await memory.Keys("n"), await file.Keys("n"));
        file.Verify();
        file.Dispose();
    }

    private static async Task Append(
        Random random,
        MemoryStore memory,
        SqliteStore file,
        string stream,
        int step
    )
    {
        var end = (await memory.ReadAfter(stream, JournalEnd.Empty)).End;
        Assert.Equal(end, (await file.ReadAfter(stream, JournalEnd.Empty)).End);
        var expected = random.Next(6) == 0 ? new JournalEnd(random.Next(40), null) : end;
        var entries = Entries([
            .. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"{step}.{i}"),
        ]);
        Assert.Equal(
            await Outcome(async () => (await memory.Append(stream, expected, entries)).ToString()),
            await Outcome(async () => (await file.Append(stream, expected, entries)).ToString())
        );
    }

    private static async Task ChangeState(
        Random random,
        MemoryStore memory,
        SqliteStore file,
        string key
    )
    {
        var stale = random.Next(6) == 0;
        var clear = random.Next(3) == 0;
        var value = Of($"{random.Next()}");
        Assert.Equal(await Change(memory), await Change(file));

        async Task<string> Change(IStateStore store)
        {
            var etag = stale ? "stale" : (await store.Read("n", key))?.Etag;
            return await Outcome(async () =>
            {
                if (clear)
                    await store.Clear("n", key, etag);
                else
                    await store.Write("n", key, value, etag);
                return "done";
            });
        }
    }

    private static async Task<string> Outcome(Func<Task<string>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception refused)
            when (refused
                    is JournalException
                        or JournalConflictException
                        or StateException
                        or StateConflictException
            )
        {
            return refused.GetType().Name;
        }
    }

    private static async Task<string?> Value(IStateStore store, string key) =>
        (await store.Read("n", key))?.Value.Text();

    // Every write takes the next planned fault from each, so both plans stay in step.
    private void Plan(WriteFault fault)
    {
        _memoryFaults.Plan(fault);
        _fileFaults.Plan(fault);
    }

    private SqliteStore Reopened(SqliteStore? store)
    {
        store?.Dispose();
        return SqliteStore.Open(_folder.Path, _fileFaults, Sqlite.Schema.Steps, saveHeadsEvery: 7);
    }

    public void Dispose() => _folder.Dispose();
}
