namespace Hubs.Architecture.Tests;

/// <summary>One text file of the repository, by its path from the top.</summary>
public sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>"path:line: text" of every line the test is about.</summary>
    public IEnumerable<string> Where(Func<string, bool> line) =>
        Lines
            .Index()
            .Where(at => line(at.Item))
            .Select(at => $"{Path}:{at.Index + 1}: {at.Item.Trim()}");
}

/// <summary>The files people write; not what a build or npm puts beside them.</summary>
public static class Repository
{
    private static readonly string[] NotOurs =
    [
        "artifacts",
        "node_modules",
        ".git",
        "data",
        "bin",
        "obj",
        "lib",
    ];

    private static readonly string Top = FindTop(AppContext.BaseDirectory);

    public static IEnumerable<SourceFile> Files(params string[] patterns) =>
        patterns.SelectMany(pattern => Under(Top, pattern)).Select(Read);

    public static IEnumerable<SourceFile> Under(string folder, params string[] patterns) =>
        patterns
            .SelectMany(pattern => Under(System.IO.Path.Combine(Top, folder), pattern))
            .Select(Read);

    private static IEnumerable<string> Under(string folder, string pattern) =>
        Directory
            .EnumerateFiles(folder, pattern)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(inner => !NotOurs.Contains(System.IO.Path.GetFileName(inner)))
                    .SelectMany(inner => Under(inner, pattern))
            );

    private static SourceFile Read(string path) =>
        new(System.IO.Path.GetRelativePath(Top, path), File.ReadAllLines(path));

    private static string FindTop(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Hubs.sln"))
            ? folder
            : FindTop(
                System.IO.Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException(
                        "Hubs.sln is in no folder above the tests."
                    )
            );
}
