namespace Hubs.LocalSilo;

/// <summary>Gives references to grains. Getting one costs nothing and activates nothing; the first call does.</summary>
public interface IGrainFactory
{
    /// <param name="primaryKey">Not empty.</param>
    /// <param name="grainClassNamePrefix">Chooses among several classes of one interface: the start of the class's full name, or of its grain type ("diary").</param>
    TGrainInterface GetGrain<TGrainInterface>(
        string primaryKey,
        string? grainClassNamePrefix = null
    )
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>
    /// Makes an object callable by grains. The engine holds it weakly: keep it alive yourself, and keep the reference to delete it.
    /// </summary>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <param name="obj">The reference that <see cref="CreateObjectReference"/> gave, not the object.</param>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;
}
