using System.Text.RegularExpressions;

namespace Hubs.Architecture.Tests;

/// <summary>What no file may say.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void GrainFiles_NameNoEngine_SoBothEditionsCompileThem()
    {
        var named = Repository
            .Under("grains", "*.cs")
            .SelectMany(file => file.Where(line => EngineUsing().IsMatch(line)));
        Assert.Empty(named);
    }

    [Fact]
    public void ProjectFiles_GiveNoPackageVersion()
    {
        var versions = Repository
            .Files("*.csproj")
            .SelectMany(file => file.Where(line => PackageVersion().IsMatch(line)));
        Assert.Empty(versions);
    }

    [Fact]
    public void NothingIsUnfinishedOrSwitchedOff()
    {
        var marks = Repository
            .Files(
                "*.cs",
                "*.cshtml",
                "*.js",
                "*.css",
                "*.md",
                "*.json",
                "*.yml",
                "*.props",
                "run",
                "vendor"
            )
            // This file would find its own list.
            .Where(file => !file.Path.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .SelectMany(file => file.Where(line => Unfinished().IsMatch(line)));
        Assert.Empty(marks);
    }

    [Fact]
    public void Pages_HoldNoInlineStyleOrScript()
    {
        var inline = Repository
            .Under("web", "*.cshtml")
            .SelectMany(file => file.Where(line => Inline().IsMatch(line)));
        Assert.Empty(inline);
    }

    [Fact]
    public void OwnStyles_StartWithApp()
    {
        var foreign = Repository
            .Under("web/wwwroot/css", "*.css")
            .SelectMany(file => file.Where(line => ForeignClass().IsMatch(line)));
        Assert.Empty(foreign);
    }

    [GeneratedRegex(@"using (static )?(Orleans|Hubs\.LocalSilo)\b")]
    private static partial Regex EngineUsing();

    [GeneratedRegex(@"<PackageReference[^>]*\bVersion")]
    private static partial Regex PackageVersion();

    [GeneratedRegex(
        @"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|\bSkip\s*=\s*""|catch\s*(\(Exception[^)]*\)\s*)?\{\s*\}|#pragma warning disable(?!.*//)"
    )]
    private static partial Regex Unfinished();

    [GeneratedRegex(
        @"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Inline();

    // A rule that begins with somebody else's class; under an app- class it may be set.
    [GeneratedRegex(@"^\.(?!app-)[a-z]")]
    private static partial Regex ForeignClass();
}
