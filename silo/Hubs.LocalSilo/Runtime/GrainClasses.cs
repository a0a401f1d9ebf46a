using System.Collections.Concurrent;
using System.Reflection;

namespace Hubs.LocalSilo.Runtime;

/// <summary>The grain classes of the given assemblies, and which of them an interface means.</summary>
internal sealed class GrainClasses
{
    private readonly ConcurrentDictionary<Type, GrainClass> _byInterface = new();
    private readonly Dictionary<string, GrainClass> _byName = [];

    public GrainClasses(IEnumerable<Assembly> assemblies)
    {
        foreach (Type type in assemblies.Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            if (!type.IsSubclassOf(typeof(Grain)) || type.IsAbstract || type.IsGenericType)
                continue;
            var grainClass = new GrainClass(type);
            if (!_byName.TryAdd(grainClass.Name, grainClass))
                throw new ArgumentException(
                    $"{type} and {_byName[grainClass.Name].Type} would share state and reminders under the name '{grainClass.Name}'.\nRename one."
                );
        }
    }

    public IEnumerable<GrainClass> All => _byName.Values;

    public GrainClass? Named(string name) => _byName.GetValueOrDefault(name);

    public GrainClass Implementing(Type grainInterface, string? classNamePrefix)
    {
        if (classNamePrefix is not null)
            return Search(grainInterface, classNamePrefix);
        return _byInterface.TryGetValue(grainInterface, out GrainClass? known)
            ? known
            : _byInterface.GetOrAdd(grainInterface, Search(grainInterface, null));
    }

    private GrainClass Search(Type grainInterface, string? classNamePrefix)
    {
        GrainClass[] fitting =
        [
            .. All.Where(grainClass =>
                grainClass.Type.IsAssignableTo(grainInterface)
                && (
                    classNamePrefix is null
                    || grainClass.Name.StartsWith(classNamePrefix, StringComparison.Ordinal)
                    || grainClass.Type.FullName!.StartsWith(
                        classNamePrefix,
                        StringComparison.Ordinal
                    )
                )
            ),
        ];
        if (fitting.Length == 1)
            return fitting[0];
        // As in Orleans: among several, the one named like the interface.
        if (Array.Find(fitting, f => f.Type.Name == grainInterface.Name[1..]) is { } namesake)
            return namesake;
        string found = string.Join(", ", fitting.Select(grainClass => grainClass.Type.Name));
        throw new ArgumentException(
            fitting.Length == 0
                ? $"No grain class implements {grainInterface}{(classNamePrefix is null ? "" : $" with prefix {classNamePrefix}")}.\nWas its assembly given to the silo?"
                : $"Several grain classes implement {grainInterface}: {found}.\nChoose one by grainClassNamePrefix."
        );
    }
}
