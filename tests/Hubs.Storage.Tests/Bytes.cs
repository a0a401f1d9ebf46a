using System.Text;

namespace Hubs.Storage.Tests;

internal static class Bytes
{
    public static ReadOnlyMemory<byte> Of(string text) => Encoding.UTF8.GetBytes(text);

    public static IReadOnlyList<ReadOnlyMemory<byte>> Entries(params string[] texts) =>
        [.. texts.Select(Of)];

    public static string Text(this ReadOnlyMemory<byte> bytes) =>
        Encoding.UTF8.GetString(bytes.Span);

    public static async Task<string[]> Texts(
        this IJournal journal,
        string stream,
        long after = 0
    ) => [.. (await journal.ReadAfter(stream, new JournalEnd(after, null))).Entries.Select(Text)];
}

/// <summary>A data folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("hubs-storage-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
