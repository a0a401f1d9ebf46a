using System.Diagnostics;
using System.Globalization;

namespace Hubs.Storage.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task Appends_AnsweredBeforeTheProcessIsKilled_AreAllThereAfterwards()
    {
        using var folder = new TemporaryFolder();
        var answered = new Dictionary<string, long>();
        for (var round = 0; round < 15; round++)
        {
            await AppendUntilKilled(folder.Path, answers: 40 + round * 17, answered);
            using var store = SqliteStore.Open(folder.Path);
            foreach (var (stream, version) in answered)
            {
                var texts = await store.Texts(stream);
                Assert.True(
                    texts.Length >= version,
                    $"{stream}: {version} answered, {texts.Length} found"
                );
                Assert.Equal(
                    Enumerable.Range(1, texts.Length).Select(v => CrashChild.Entry(stream, v)),
                    texts
                );
            }
            store.Verify();
        }
        Assert.Equal(CrashChild.Streams, answered.Count);
    }

    private static async Task AppendUntilKilled(
        string folder,
        int answers,
        Dictionary<string, long> answered
    )
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
        };
        start.FileName = "dotnet";
        foreach (var argument in new[] { typeof(CrashChild).Assembly.Location, "append", folder })
            start.ArgumentList.Add(argument);
        using var child = Process.Start(start)!;
        for (var i = 0; i < answers; i++)
            Note(await child.StandardOutput.ReadLineAsync());
        child.Kill();
        // What it still said before it died counts too, up to the last whole line.
        var rest = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        foreach (
            var line in rest[..(rest.LastIndexOf('\n') + 1)]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        )
            Note(line);

        void Note(string? line)
        {
            var words = (
                line ?? throw new InvalidOperationException("The process ended by itself.")
            ).Split(' ');
            answered[words[0]] = long.Parse(words[1], CultureInfo.InvariantCulture);
        }
    }
}
