using System.Reflection;

namespace Hubs.Architecture.Tests;

/// <summary>Dependencies point one way: web and silo to grains, grains to contracts and rules, rules to nothing.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string[]> Allowed =>
        new()
        {
            { "Hubs.Model", [] },
            { "Hubs.Storage", [] },
            { "Hubs.Allocation", ["Hubs.Model"] },
            { "Hubs.LocalSilo", ["Hubs.Storage"] },
            { "Hubs.Contracts", ["Hubs.Model", "Hubs.LocalSilo"] },
            {
                "Hubs.Grains",
                [
                    "Hubs.Contracts",
                    "Hubs.Allocation",
                    "Hubs.Model",
                    "Hubs.Storage",
                    "Hubs.LocalSilo",
                ]
            },
            {
                "Hubs.Silo",
                [
                    "Hubs.Grains",
                    "Hubs.Contracts",
                    "Hubs.Allocation",
                    "Hubs.Model",
                    "Hubs.Storage",
                    "Hubs.LocalSilo",
                ]
            },
            // The engine's names (IGrainFactory, observers) and the start of the silo; never a grain class or the store.
            // Storage only for the sentence of a store that cannot be opened, backed up or restored.
            {
                "Hubs.Web",
                ["Hubs.Contracts", "Hubs.Model", "Hubs.Silo", "Hubs.LocalSilo", "Hubs.Storage"]
            },
        };

    [Theory, MemberData(nameof(Allowed))]
    public void Project_UsesOnlyTheProjectsBelowIt(string project, string[] allowed)
    {
        var used = Assembly
            .Load(project)
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Hubs.", StringComparison.Ordinal));
        Assert.Empty(used.Except(allowed));
    }

    [Fact]
    public void EveryProductProject_IsListedHere()
    {
        var projects = Repository
            .Files("*.csproj")
            .Where(file => !file.Path.StartsWith("tests", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file.Path));
        Assert.Equal(Allowed.Select(row => (string)row[0]).Order(), projects.Order());
    }

    [Fact]
    public void Rules_UseNoStorageNetworkOrServer()
    {
        string[] forbidden =
        [
            "Microsoft.AspNetCore",
            "Microsoft.Data",
            "Microsoft.Extensions",
            "System.Net.Http",
            "SQLite",
        ];
        var used = new[] { "Hubs.Model", "Hubs.Allocation" }.SelectMany(project =>
            Assembly
                .Load(project)
                .GetReferencedAssemblies()
                .Select(reference => reference.Name!)
                .Where(name =>
                    forbidden.Any(start => name.StartsWith(start, StringComparison.Ordinal))
                )
                .Select(name => $"{project} uses {name}")
        );
        Assert.Empty(used);
    }
}
