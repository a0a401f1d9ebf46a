using static Hubs.Storage.Tests.Bytes;

namespace Hubs.Storage.Tests;

/// <summary>The process the crash tests kill: appends to several streams without end and prints "stream version" after each answer.</summary>
internal static class CrashChild
{
    public const int Streams = 8;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["append", var folder])
            return 1;
        using var store = SqliteStore.Open(folder);
        await Task.WhenAll(
            Enumerable.Range(0, Streams).Select(i => AppendForever(store, $"stream-{i}"))
        );
        return 0;
    }

    public static string Entry(string stream, long version) =>
        $"{stream} entry {version} {new string('x', 200)}";

    private static async Task AppendForever(SqliteStore store, string stream)
    {
        var end = (await store.ReadAfter(stream, JournalEnd.Empty)).End;
        while (true)
        {
            end = await store.Append(stream, end, Entries(Entry(stream, end.Version + 1)));
            // One write call per line, so a line that the parent reads was answered as a whole.
            lock (Console.Out)
            {
                Console.Out.Write($"{stream} {end.Version}\n");
                Console.Out.Flush();
            }
        }
    }
}
