using Hubs.Model;
using Hubs.Silo.Configuration;

namespace Hubs.Silo.Tests.Configuration;

/// <summary>The files in deploy/, found from wherever the tests run.</summary>
internal static class SampleFiles
{
    private static readonly string Root = FindRoot();

    public static string Hubs => Path.Combine(Root, "deploy", "hubs");

    public static string Csv => Path.Combine(Root, "deploy", "csv");

    public static Network Read()
    {
        var reading = NetworkFiles.Read(Hubs);
        return reading.Network
            ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hubs.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
