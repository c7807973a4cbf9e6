"""The service map (*palvelukartta*): where the ids of venues (TPREK) come from."""

from varaamo_sync.service_map.client import SERVICE_MAP, ServiceMapClient

__all__ = ["SERVICE_MAP", "ServiceMapClient"]
