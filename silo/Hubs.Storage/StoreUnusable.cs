namespace Hubs.Storage;

/// <summary>The store cannot be opened or restored. The message says why and what to do; show it to the operator as it is.</summary>
public class StoreUnusableException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>Another running process owns the data folder.</summary>
public sealed class FolderInUseException(string message, Exception? inner = null)
    : StoreUnusableException(message, inner);

/// <summary>The file was written by a newer program than this one.</summary>
public sealed class NewerStoreException(string message) : StoreUnusableException(message);

/// <summary>The file does not hold what its checksums and links promise.</summary>
public sealed class DamagedStoreException(string message, Exception? inner = null)
    : StoreUnusableException(message, inner);
