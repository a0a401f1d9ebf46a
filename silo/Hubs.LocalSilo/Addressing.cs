namespace Hubs.LocalSilo;

/// <summary>Anything a grain reference can point to.</summary>
public interface IAddressable;

/// <summary>Marks a grain interface.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain whose identity is a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>Marks an interface through which grains call back.</summary>
public interface IGrainObserver : IAddressable;
